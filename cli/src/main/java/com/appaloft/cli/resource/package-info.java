/** Commands about deployable units and their profiles. */
@NullMarked
package com.appaloft.cli.resource;

import org.jspecify.annotations.NullMarked;
