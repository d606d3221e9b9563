/** Archives of real folders. */
@NullMarked
package com.appaloft.infrastructure.source.folder;

import org.jspecify.annotations.NullMarked;
