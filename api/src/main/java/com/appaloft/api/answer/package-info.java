/** Shapes that several answers share. */
@NullMarked
package com.appaloft.api.answer;

import org.jspecify.annotations.NullMarked;
