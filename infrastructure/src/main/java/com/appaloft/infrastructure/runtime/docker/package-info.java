/** The Docker engine as a deployment target: requests are values first, executed second. */
@NullMarked
package com.appaloft.infrastructure.runtime.docker;

import org.jspecify.annotations.NullMarked;
