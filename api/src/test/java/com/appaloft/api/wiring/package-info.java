/** How hosts are looked at. */
@NullMarked
package com.appaloft.api.wiring;

import org.jspecify.annotations.NullMarked;
