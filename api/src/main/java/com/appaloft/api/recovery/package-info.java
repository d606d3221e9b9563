/** Readiness and the recovery commands over HTTP. */
@NullMarked
package com.appaloft.api.recovery;

import org.jspecify.annotations.NullMarked;
