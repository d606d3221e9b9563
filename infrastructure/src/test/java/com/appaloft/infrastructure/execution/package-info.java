/** The work queue, proven against a real PostgreSQL. */
@NullMarked
package com.appaloft.infrastructure.execution;

import org.jspecify.annotations.NullMarked;
