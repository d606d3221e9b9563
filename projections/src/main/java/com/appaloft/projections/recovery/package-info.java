/** The facts readiness is judged on, gathered from the read models, and the version of the state they stand for. */
@NullMarked
package com.appaloft.projections.recovery;

import org.jspecify.annotations.NullMarked;
