/** Compose files: which of their words are obeyed, and the one model that is deployed of them. */
@NullMarked
package com.appaloft.domain.compose;

import org.jspecify.annotations.NullMarked;
