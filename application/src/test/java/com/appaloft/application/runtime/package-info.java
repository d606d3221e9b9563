/** The promises of a runtime backend as one contract, and an in-memory backend that keeps them. */
@NullMarked
package com.appaloft.application.runtime;

import org.jspecify.annotations.NullMarked;
