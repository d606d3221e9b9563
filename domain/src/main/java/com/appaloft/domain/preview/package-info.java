/** Deployments of a resource beside its own, for a pull request, a branch or a trial, and how they are cleaned up. */
@NullMarked
package com.appaloft.domain.preview;

import org.jspecify.annotations.NullMarked;
