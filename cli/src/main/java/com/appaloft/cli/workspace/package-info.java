/** Commands about projects and their environments. */
@NullMarked
package com.appaloft.cli.workspace;

import org.jspecify.annotations.NullMarked;
