/** The JSON that read models keep domain values in; private to them and rebuilt from the events. */
@NullMarked
package com.appaloft.projections.json;

import org.jspecify.annotations.NullMarked;
