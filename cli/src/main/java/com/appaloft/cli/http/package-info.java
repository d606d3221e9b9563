/** Speaks to the control plane: where it is, what is sent, what came back and what went wrong. */
@NullMarked
package com.appaloft.cli.http;

import org.jspecify.annotations.NullMarked;
