/** Who may come in, and how much they may bring. */
@NullMarked
package com.appaloft.api.security;

import org.jspecify.annotations.NullMarked;
