/** Repositories, read by commit into kept archives without a checkout. */
@NullMarked
package com.appaloft.infrastructure.source.git;

import org.jspecify.annotations.NullMarked;
