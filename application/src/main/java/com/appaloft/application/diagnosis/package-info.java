/** Looks for what is wrong with a resource by really asking everything it depends on. */
@NullMarked
package com.appaloft.application.diagnosis;

import org.jspecify.annotations.NullMarked;
