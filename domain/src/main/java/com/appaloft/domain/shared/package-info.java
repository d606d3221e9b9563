/** The words every other package of the rules is written in: ids, decisions, problems, recorded events. */
@NullMarked
package com.appaloft.domain.shared;

import org.jspecify.annotations.NullMarked;
