/** Resources with their current profile, and the runtime slots that say what serves and who holds the right to change it. */
@NullMarked
package com.appaloft.projections.resource;

import org.jspecify.annotations.NullMarked;
