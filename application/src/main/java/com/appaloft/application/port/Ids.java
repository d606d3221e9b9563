package com.appaloft.application.port;

/** Makes new identities: sortable by time of making, unguessable, lower case. */
public interface Ids {
    /** A new id with this prefix, e.g. {@code dep_01j9…}. */
    String next(String prefix);
}
