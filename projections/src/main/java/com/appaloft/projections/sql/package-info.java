/** What domain values look like in PostgreSQL columns. */
@NullMarked
package com.appaloft.projections.sql;

import org.jspecify.annotations.NullMarked;
