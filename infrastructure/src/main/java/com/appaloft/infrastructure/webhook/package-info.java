/** Tells subscribers of events by HTTP: signed, durable, in order, and never into the own network. */
@NullMarked
package com.appaloft.infrastructure.webhook;

import org.jspecify.annotations.NullMarked;
