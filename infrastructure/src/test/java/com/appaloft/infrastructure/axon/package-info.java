/** The event store, proven against a real PostgreSQL. */
@NullMarked
package com.appaloft.infrastructure.axon;

import org.jspecify.annotations.NullMarked;
