/** Projects, environments and servers as they are now. */
@NullMarked
package com.appaloft.projections.workspace;

import org.jspecify.annotations.NullMarked;
