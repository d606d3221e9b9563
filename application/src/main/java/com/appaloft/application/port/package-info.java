/** What the application needs from the outside, in its own words. */
@NullMarked
package com.appaloft.application.port;

import org.jspecify.annotations.NullMarked;
