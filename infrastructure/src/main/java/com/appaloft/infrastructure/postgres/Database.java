package com.appaloft.infrastructure.postgres;

import org.jspecify.annotations.Nullable;

/** A PostgreSQL server to keep everything in. */
sealed interface Database extends AutoCloseable permits EmbeddedDatabase, Database.OfYourOwn {
    String url();

    @Nullable
    String user();

    @Nullable
    String password();

    @Override
    void close();

    /** A server that somebody else runs; credentials may stand in the URL. */
    record OfYourOwn(
            String url, @Nullable String user, @Nullable String password) implements Database {
        public OfYourOwn {
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalStateException("APPALOFT_DATABASE_URL must start with jdbc:postgresql:// .");
            }
        }

        @Override
        public void close() {
            // nothing of ours runs
        }

        @Override
        public String toString() {
            return "a PostgreSQL server of your own";
        }
    }
}
