/** Projects, environments and servers over HTTP. */
@NullMarked
package com.appaloft.api.workspace;

import org.jspecify.annotations.NullMarked;
