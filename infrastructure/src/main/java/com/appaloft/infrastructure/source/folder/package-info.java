/** Local folders, kept as content-addressed archives so that a retry runs what was there. */
@NullMarked
package com.appaloft.infrastructure.source.folder;

import org.jspecify.annotations.NullMarked;
