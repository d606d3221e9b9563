/** What can be asked: one folder per read model, each with the projector that fills it and the queries that read it. */
@NullMarked
package com.appaloft.projections;

import org.jspecify.annotations.NullMarked;
