/** What people say of projects, environments and servers. */
@NullMarked
package com.appaloft.application.workspace;

import org.jspecify.annotations.NullMarked;
