/** Starting and canceling attempts. */
@NullMarked
package com.appaloft.application.deployment;

import org.jspecify.annotations.NullMarked;
