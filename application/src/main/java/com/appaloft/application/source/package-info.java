/** Whether a source can be read, asked before anything is deployed from it. */
@NullMarked
package com.appaloft.application.source;

import org.jspecify.annotations.NullMarked;
