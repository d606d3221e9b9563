/** Deployment targets: which backend serves a server, and whose objects they are. */
@NullMarked
package com.appaloft.infrastructure.runtime;

import org.jspecify.annotations.NullMarked;
