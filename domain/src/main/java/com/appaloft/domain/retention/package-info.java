/** What may be deleted of the past, and what stays because something still needs it. */
@NullMarked
package com.appaloft.domain.retention;

import org.jspecify.annotations.NullMarked;
