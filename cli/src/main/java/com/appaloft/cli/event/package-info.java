/** Events as they happen, and who else is told of them. */
@NullMarked
package com.appaloft.cli.event;

import org.jspecify.annotations.NullMarked;
