/** Artifacts over HTTP: what is kept and why, pins, and what retention lets go of. */
@NullMarked
package com.appaloft.api.artifact;

import org.jspecify.annotations.NullMarked;
