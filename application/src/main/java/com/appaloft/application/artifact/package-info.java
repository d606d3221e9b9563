/** What was observed of artifacts on their hosts. */
@NullMarked
package com.appaloft.application.artifact;

import org.jspecify.annotations.NullMarked;
