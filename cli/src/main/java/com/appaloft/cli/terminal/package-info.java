/** Speaks to the reader: sentences, tables, times in the reader's zone, exit codes. */
@NullMarked
package com.appaloft.cli.terminal;

import org.jspecify.annotations.NullMarked;
