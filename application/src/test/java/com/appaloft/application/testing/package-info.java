/** Stand-ins of ports that several tests share. */
@NullMarked
package com.appaloft.application.testing;

import org.jspecify.annotations.NullMarked;
