/** Resources and their profiles. */
@NullMarked
package com.appaloft.application.resource;

import org.jspecify.annotations.NullMarked;
