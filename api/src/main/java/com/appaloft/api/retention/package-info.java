/** Archive and prune over HTTP. */
@NullMarked
package com.appaloft.api.retention;

import org.jspecify.annotations.NullMarked;
