/** Where sources come from. */
@NullMarked
package com.appaloft.infrastructure.source;

import org.jspecify.annotations.NullMarked;
