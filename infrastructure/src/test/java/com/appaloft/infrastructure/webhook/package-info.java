/** Webhooks told to a real receiver. */
@NullMarked
package com.appaloft.infrastructure.webhook;

import org.jspecify.annotations.NullMarked;
