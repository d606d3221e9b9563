/** What happened in an attempt, line by line; a line never changes once written. */
@NullMarked
package com.appaloft.projections.timeline;

import org.jspecify.annotations.NullMarked;
