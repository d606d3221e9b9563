/** By which names what is deployed is visited. */
@NullMarked
package com.appaloft.domain.access;

import org.jspecify.annotations.NullMarked;
