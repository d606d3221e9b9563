/** What a look at a whole host finds and does. */
@NullMarked
package com.appaloft.application.artifact;

import org.jspecify.annotations.NullMarked;
