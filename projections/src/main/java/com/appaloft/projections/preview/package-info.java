/** Previews as they are now. */
@NullMarked
package com.appaloft.projections.preview;

import org.jspecify.annotations.NullMarked;
