/** Commands about attempts: create, look at, follow and recover them. */
@NullMarked
package com.appaloft.cli.deployment;

import org.jspecify.annotations.NullMarked;
