/** The Docker backend on a real engine; there is no skipping: without an engine these tests fail. */
@NullMarked
package com.appaloft.infrastructure.runtime.docker;

import org.jspecify.annotations.NullMarked;
