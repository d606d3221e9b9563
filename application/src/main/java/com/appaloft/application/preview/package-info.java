/** Cleaning previews up: accepted once, carried out stage by stage, whatever dies in between. */
@NullMarked
package com.appaloft.application.preview;

import org.jspecify.annotations.NullMarked;
