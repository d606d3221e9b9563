/** The text of compose files, taken apart as the hostile input it may be. */
@NullMarked
package com.appaloft.infrastructure.source.compose;

import org.jspecify.annotations.NullMarked;
