/** Hostile compose files. */
@NullMarked
package com.appaloft.infrastructure.source.compose;

import org.jspecify.annotations.NullMarked;
