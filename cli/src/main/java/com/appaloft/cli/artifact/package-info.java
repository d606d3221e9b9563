/** What is kept on servers, and letting go of it. */
@NullMarked
package com.appaloft.cli.artifact;

import org.jspecify.annotations.NullMarked;
