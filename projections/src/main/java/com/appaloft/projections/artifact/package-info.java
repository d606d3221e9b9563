/** What was last observed of artifacts, and which artifacts attempts still refer to. */
@NullMarked
package com.appaloft.projections.artifact;

import org.jspecify.annotations.NullMarked;
