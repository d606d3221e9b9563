/** Previews from the command line. */
@NullMarked
package com.appaloft.cli.preview;

import org.jspecify.annotations.NullMarked;
