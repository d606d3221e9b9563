/** The deployable unit and its versioned profile. */
@NullMarked
package com.appaloft.domain.resource;

import org.jspecify.annotations.NullMarked;
