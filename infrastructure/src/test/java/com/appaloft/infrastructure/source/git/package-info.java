/** Repositories of all kinds, well-meaning and not, on this machine only. */
@NullMarked
package com.appaloft.infrastructure.source.git;

import org.jspecify.annotations.NullMarked;
