/** Asking the domain name system. */
@NullMarked
package com.appaloft.infrastructure.dns;

import org.jspecify.annotations.NullMarked;
