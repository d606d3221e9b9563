/** The procedure of one attempt, as a story, and what happens when whoever carried it is gone. */
@NullMarked
package com.appaloft.application.execution;

import org.jspecify.annotations.NullMarked;
