/** Whether the control plane lives and is ready. */
@NullMarked
package com.appaloft.api.health;

import org.jspecify.annotations.NullMarked;
