/** Secret values, encrypted at rest. */
@NullMarked
package com.appaloft.infrastructure.secrets;

import org.jspecify.annotations.NullMarked;
