/** A real PostgreSQL with the tables of this module, and what is needed to look into it. */
@NullMarked
package com.appaloft.projections.testing;

import org.jspecify.annotations.NullMarked;
