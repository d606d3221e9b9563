/** Time, identities and the data directory. */
@NullMarked
package com.appaloft.infrastructure.system;

import org.jspecify.annotations.NullMarked;
