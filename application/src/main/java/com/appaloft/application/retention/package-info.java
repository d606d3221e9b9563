/** Archive hides; prune and release delete what nothing needs, dry-run first, and finish what a crash interrupted. */
@NullMarked
package com.appaloft.application.retention;

import org.jspecify.annotations.NullMarked;
