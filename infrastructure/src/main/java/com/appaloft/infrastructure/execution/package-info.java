/** The durable queue of attempts. */
@NullMarked
package com.appaloft.infrastructure.execution;

import org.jspecify.annotations.NullMarked;
