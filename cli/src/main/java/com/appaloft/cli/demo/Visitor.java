package com.appaloft.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who uses the deployed application over HTTP and notices every error. */
final class Visitor {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI page;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Visitor(URI page) {
        this.page = page;
    }

    /** What the page says, or nothing if it cannot be had. */
    Optional<String> sees() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body().strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Asks again and again until told to leave. */
    Visit staysExpecting(String content) {
        return new Visit(content);
    }

    /** A visit that counts; closing it ends it. */
    final class Visit implements AutoCloseable {
        private final AtomicInteger right = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread loop;

        private Visit(String content) {
            loop = Thread.ofPlatform().daemon().start(() -> ask(content));
        }

        int right() {
            return right.get();
        }

        int wrong() {
            return wrong.get();
        }

        private void ask(String content) {
            try {
                while (!over.get()) {
                    (sees().filter(content::equals).isPresent() ? right : wrong).incrementAndGet();
                    Thread.sleep(Duration.ofMillis(20));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            loop.join(PATIENCE.multipliedBy(2));
        }
    }
}
