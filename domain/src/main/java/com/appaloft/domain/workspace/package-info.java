/** Projects and environments: who a resource belongs to and the configuration it runs with. */
@NullMarked
package com.appaloft.domain.workspace;

import org.jspecify.annotations.NullMarked;
