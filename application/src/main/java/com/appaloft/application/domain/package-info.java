/** Names that people bring themselves: claiming, verifying and giving them up. */
@NullMarked
package com.appaloft.application.domain;

import org.jspecify.annotations.NullMarked;
