/** Names that people brought themselves. */
@NullMarked
package com.appaloft.projections.access;

import org.jspecify.annotations.NullMarked;
