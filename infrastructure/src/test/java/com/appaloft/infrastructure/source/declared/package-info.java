/** Declarations of friendly and hostile sources. */
@NullMarked
package com.appaloft.infrastructure.source.declared;

import org.jspecify.annotations.NullMarked;
