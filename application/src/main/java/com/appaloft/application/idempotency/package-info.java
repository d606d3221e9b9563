/** Same key and same request, same answer. */
@NullMarked
package com.appaloft.application.idempotency;

import org.jspecify.annotations.NullMarked;
