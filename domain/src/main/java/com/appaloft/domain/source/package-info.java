/** Where a resource comes from, and the immutable thing that was found there. */
@NullMarked
package com.appaloft.domain.source;

import org.jspecify.annotations.NullMarked;
