/** The event store: the only place that knows Axon. */
@NullMarked
package com.appaloft.infrastructure.axon;

import org.jspecify.annotations.NullMarked;
