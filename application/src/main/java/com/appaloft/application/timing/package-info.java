/** Limits in time for questions to hosts and sources. */
@NullMarked
package com.appaloft.application.timing;

import org.jspecify.annotations.NullMarked;
