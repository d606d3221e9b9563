/** A control plane's persistent half, started for a test. */
@NullMarked
package com.appaloft.infrastructure.testing;

import org.jspecify.annotations.NullMarked;
