/** Whole stories on the packaged control plane, a real PostgreSQL and a real Docker engine, over HTTP only. */
package com.appaloft.journeys;
