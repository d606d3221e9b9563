/** The {@code appaloft} command: parses what was typed, asks the control plane over HTTP and tells the outcome. */
@NullMarked
package com.appaloft.cli;

import org.jspecify.annotations.NullMarked;
