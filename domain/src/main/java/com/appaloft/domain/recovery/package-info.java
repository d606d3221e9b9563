/** The one rule book that decides what may be done about an attempt. */
@NullMarked
package com.appaloft.domain.recovery;

import org.jspecify.annotations.NullMarked;
