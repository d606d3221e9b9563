/** How problems are answered; the only place that knows status codes. */
@NullMarked
package com.appaloft.api.problem;

import org.jspecify.annotations.NullMarked;
