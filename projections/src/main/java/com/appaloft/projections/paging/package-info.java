/** Bounded lists, newest first. */
@NullMarked
package com.appaloft.projections.paging;

import org.jspecify.annotations.NullMarked;
