/** Deployment targets and what was last observed of them. */
@NullMarked
package com.appaloft.domain.server;

import org.jspecify.annotations.NullMarked;
