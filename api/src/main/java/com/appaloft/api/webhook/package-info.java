/** Webhooks: who is told of events by HTTP. */
@NullMarked
package com.appaloft.api.webhook;

import org.jspecify.annotations.NullMarked;
