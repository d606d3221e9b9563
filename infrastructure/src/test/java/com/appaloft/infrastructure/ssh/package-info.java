/** Servers of our own network namespaces, and what is promised of connections to them. */
@NullMarked
package com.appaloft.infrastructure.ssh;

import org.jspecify.annotations.NullMarked;
