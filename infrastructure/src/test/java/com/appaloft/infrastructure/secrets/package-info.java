/** Secrets, proven against a real PostgreSQL. */
@NullMarked
package com.appaloft.infrastructure.secrets;

import org.jspecify.annotations.NullMarked;
