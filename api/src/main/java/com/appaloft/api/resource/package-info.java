/** Resources and their profiles over HTTP. */
@NullMarked
package com.appaloft.api.resource;

import org.jspecify.annotations.NullMarked;
