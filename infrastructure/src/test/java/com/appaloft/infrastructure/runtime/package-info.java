/** Runtime backends held to their contract, on real hosts. */
@NullMarked
package com.appaloft.infrastructure.runtime;

import org.jspecify.annotations.NullMarked;
