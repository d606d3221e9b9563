/** Logins for registries, as people write them. */
@NullMarked
package com.appaloft.infrastructure.source.image;

import org.jspecify.annotations.NullMarked;
