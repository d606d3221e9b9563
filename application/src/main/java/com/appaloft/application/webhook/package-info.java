/** Subscriptions that are told of events by HTTP. */
@NullMarked
package com.appaloft.application.webhook;

import org.jspecify.annotations.NullMarked;
