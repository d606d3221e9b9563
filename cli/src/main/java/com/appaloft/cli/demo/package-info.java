/** The story of a deployment that fails and is recovered, told on real containers. */
@NullMarked
package com.appaloft.cli.demo;

import org.jspecify.annotations.NullMarked;
