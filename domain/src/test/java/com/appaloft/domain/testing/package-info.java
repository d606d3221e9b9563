/** Sample values and histories that tests of every module are written in. */
@NullMarked
package com.appaloft.domain.testing;

import org.jspecify.annotations.NullMarked;
