/** Diagnostic summaries over HTTP. */
@NullMarked
package com.appaloft.api.diagnosis;

import org.jspecify.annotations.NullMarked;
