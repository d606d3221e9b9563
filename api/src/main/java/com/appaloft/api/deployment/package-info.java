/** Attempts over HTTP: start, look, follow, cancel. */
@NullMarked
package com.appaloft.api.deployment;

import org.jspecify.annotations.NullMarked;
