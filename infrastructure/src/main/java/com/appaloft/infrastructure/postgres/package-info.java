/** The database: an embedded server or one of the operator's own, and the small tables that are no history. */
@NullMarked
package com.appaloft.infrastructure.postgres;

import org.jspecify.annotations.NullMarked;
