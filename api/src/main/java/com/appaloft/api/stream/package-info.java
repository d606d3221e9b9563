/** Events as they are recorded, streamed to whoever follows them. */
@NullMarked
package com.appaloft.api.stream;

import org.jspecify.annotations.NullMarked;
