/** Joins what the application needs to what the read models answer, and keeps an eye on the hosts. */
@NullMarked
package com.appaloft.api.wiring;

import org.jspecify.annotations.NullMarked;
