/** Shows what a diagnosis found. */
@NullMarked
package com.appaloft.cli.diagnosis;

import org.jspecify.annotations.NullMarked;
