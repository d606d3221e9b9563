/** The doors of the control plane, and main(). */
@NullMarked
package com.appaloft.api;

import org.jspecify.annotations.NullMarked;
