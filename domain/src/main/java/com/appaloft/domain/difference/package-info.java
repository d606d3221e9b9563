/** What differs between what an attempt was made of and something else: the profile and configuration now, or another attempt. */
@NullMarked
package com.appaloft.domain.difference;

import org.jspecify.annotations.NullMarked;
