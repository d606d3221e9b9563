/** Recoveries, judged in memory. */
@NullMarked
package com.appaloft.application.recovery;

import org.jspecify.annotations.NullMarked;
