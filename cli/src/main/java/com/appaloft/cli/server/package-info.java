/** Commands about deployment targets and the control plane itself. */
@NullMarked
package com.appaloft.cli.server;

import org.jspecify.annotations.NullMarked;
