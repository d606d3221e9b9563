/** How requests are read: strictly, naming the field that is wrong. */
@NullMarked
package com.appaloft.api.json;

import org.jspecify.annotations.NullMarked;
