/** The ledger of attempts: one row each, with the state folded from its events. */
@NullMarked
package com.appaloft.projections.deployment;

import org.jspecify.annotations.NullMarked;
