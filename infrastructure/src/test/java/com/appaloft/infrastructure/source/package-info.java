/** Where sources come from, held to their promises. */
@NullMarked
package com.appaloft.infrastructure.source;

import org.jspecify.annotations.NullMarked;
