/** Where images come from: the registries, and who we are to them. */
@NullMarked
package com.appaloft.infrastructure.source.image;

import org.jspecify.annotations.NullMarked;
