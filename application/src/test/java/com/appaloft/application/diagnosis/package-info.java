/** Tests of what is found out about a resource. */
@NullMarked
package com.appaloft.application.diagnosis;

import org.jspecify.annotations.NullMarked;
