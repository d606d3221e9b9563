/** What happened to a resource, line by line; a line never changes once written. */
@NullMarked
package com.appaloft.projections.history;

import org.jspecify.annotations.NullMarked;
