/** Attempts carried out by several processes that share one memory and one scripted host. */
@NullMarked
package com.appaloft.application.execution;

import org.jspecify.annotations.NullMarked;
