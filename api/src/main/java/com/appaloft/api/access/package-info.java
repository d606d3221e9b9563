/** Names that people bring themselves. */
@NullMarked
package com.appaloft.api.access;

import org.jspecify.annotations.NullMarked;
