/** One attempt to bring one resource to one state; its past never changes. */
@NullMarked
package com.appaloft.domain.deployment;

import org.jspecify.annotations.NullMarked;
