/** The proxy of a server: Caddy in a container, told over its admin socket. */
@NullMarked
package com.appaloft.infrastructure.proxy.caddy;

import org.jspecify.annotations.NullMarked;
