/** What a proxy at the edge promises, and one in memory. */
@NullMarked
package com.appaloft.application.edge;

import org.jspecify.annotations.NullMarked;
