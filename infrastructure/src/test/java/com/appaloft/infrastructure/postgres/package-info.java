/** A real PostgreSQL for tests, and what is kept in it. */
@NullMarked
package com.appaloft.infrastructure.postgres;

import org.jspecify.annotations.NullMarked;
