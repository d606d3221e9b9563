/** Previews over HTTP: deploy, list, clean up. */
@NullMarked
package com.appaloft.api.preview;

import org.jspecify.annotations.NullMarked;
