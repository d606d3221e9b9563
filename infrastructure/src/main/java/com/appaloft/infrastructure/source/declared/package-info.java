/** What sources declare in their {@code appaloft.yml}, read as the hostile input it may be. */
@NullMarked
package com.appaloft.infrastructure.source.declared;

import org.jspecify.annotations.NullMarked;
