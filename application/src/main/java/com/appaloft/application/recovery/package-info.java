/** Retry, redeploy and rollback: gather facts, decide, record. */
@NullMarked
package com.appaloft.application.recovery;

import org.jspecify.annotations.NullMarked;
