/** Reaches servers over SSH: one verified connection for each, on which channels to its sockets and ports are opened. */
@NullMarked
package com.appaloft.infrastructure.ssh;

import org.jspecify.annotations.NullMarked;
