package com.appaloft.journeys;

import com.appaloft.infrastructure.testing.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A deployed application as its visitors see it, through its published port, on loopback if nothing else is said. */
final class Site {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI uri;

    Site(int port) {
        this("127.0.0.1", port);
    }

    /** @param host of our own network namespaces */
    Site(String host, int port) {
        uri = URI.create("http://" + host + ":" + port + "/index.html");
    }

    static int freePort() {
        return FreePorts.next();
    }

    /** What a visitor reads, or what went wrong. */
    String visit() {
        try {
            var response = http.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build(), BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "HTTP " + response.statusCode();
        } catch (IOException e) {
            return "no answer: " + e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Visits over and over until closed; counts what was not {@code expected}. */
    Visitors visitors(String expected) {
        return new Visitors(expected);
    }

    final class Visitors implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger visits = new AtomicInteger();
        private final AtomicInteger errors = new AtomicInteger();
        private final Thread thread;

        private Visitors(String expected) {
            thread = Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    visits.incrementAndGet();
                    if (!expected.equals(visit())) {
                        errors.incrementAndGet();
                    }
                }
            });
        }

        int errors() {
            return errors.get();
        }

        int visits() {
            return visits.get();
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            thread.join();
        }
    }
}
