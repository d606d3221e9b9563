/** What runs, and who may change it: plans, artifacts and the runtime slot. */
@NullMarked
package com.appaloft.domain.runtime;

import org.jspecify.annotations.NullMarked;
