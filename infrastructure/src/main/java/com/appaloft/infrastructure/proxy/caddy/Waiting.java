package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.timing.Bounded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Waits for an answer that may never come: whoever was connected to may hang, and nobody else may hang with it. */
final class Waiting {
    private Waiting() {}

    /** Something that is asked over a connection of its own, which it closes when it is interrupted. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException;
    }

    /** @throws SocketTimeoutException where nothing came in time */
    static <T> T atMost(Duration limit, Question<T> question) throws IOException {
        try {
            return Bounded.within(limit, () -> asked(question))
                    .orElseThrow(
                            () -> new SocketTimeoutException("no answer within " + limit.toSeconds() + " seconds"));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
