package com.appaloft.journeys;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Visits a name through a proxy as a client that never tries anything again; half of the visits keep their connection for the next. */
final class Visitor {
    private final String host;
    private final int port;
    private final String name;

    /** @param host where the proxy listens; {@code name} is only asked for */
    Visitor(String host, int port, String name) {
        this.host = host;
        this.port = port;
        this.name = name;
    }

    /** The body of a 200, or the status line. */
    String visit() {
        try (var socket = connected()) {
            return asked(socket, "/index.html", "close").text();
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    /** Everything that comes until the connection ends. */
    String read(String path) {
        try (var socket = connected()) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: " + name + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    /** Speaks over an upgraded connection (RFC 9110, section 7.8), as a WebSocket does, with lines for its frames. */
    Talk talk() throws IOException {
        var socket = connected();
        socket.getOutputStream()
                .write(("GET /talk HTTP/1.1\r\nHost: " + name + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        var status = head(socket).lines().findFirst().orElse("");
        if (!status.startsWith("HTTP/1.1 101")) {
            socket.close();
            throw new IOException(status);
        }
        return new Talk(socket);
    }

    /** Hears what is told at this path, line by line, without what is only between events. */
    Talk listen(String path) throws IOException {
        var socket = connected();
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.0\r\nHost: " + name + "\r\nAccept: text/event-stream\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        var head = head(socket);
        if (!head.toLowerCase().contains("content-type: text/event-stream")) {
            socket.close();
            throw new IOException(head);
        }
        return new Talk(socket);
    }

    /** Sends something. @return the body of a 200, or the status line */
    String post(String path, String body) {
        try (var socket = connected()) {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return answered(socket).text();
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    /** Reads this path over and over, several at once. */
    Asking asksOverAndOver(String path, int visitors) {
        return new Asking(path, visitors);
    }

    /** Goes on until it is closed. */
    final class Asking {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Queue<String> answers = new ConcurrentLinkedQueue<>();
        private final List<CompletableFuture<Void>> asking = new ArrayList<>();

        private Asking(String path, int visitors) {
            for (int i = 0; i < visitors; i++) {
                asking.add(CompletableFuture.runAsync(
                        () -> {
                            while (!over.get()) {
                                answers.add(read(path));
                            }
                        },
                        Thread::startVirtualThread));
            }
        }

        /** All that was answered. */
        Queue<String> close() {
            over.set(true);
            asking.forEach(CompletableFuture::join);
            return answers;
        }
    }

    static final class Talk implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        private Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        /** The next line that says something; empty once the connection has ended. */
        Optional<String> hear() {
            try {
                var line = lines.readLine();
                while (line != null && line.isEmpty()) {
                    line = lines.readLine();
                }
                return Optional.ofNullable(line);
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Socket connected() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), 3_000);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** @param kept whether the connection may be used again */
    private record Said(String text, boolean kept) {}

    private Said asked(Socket socket, String path, String connection) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: " + connection + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return answered(socket);
    }

    private static Said answered(Socket socket) throws IOException {
        var head = head(socket);
        var status = head.lines().findFirst().orElse("");
        var length = head.lines()
                .filter(line -> line.toLowerCase().startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst();
        var body = length.isPresent()
                ? new String(socket.getInputStream().readNBytes(length.get()), StandardCharsets.UTF_8)
                : "";
        boolean closes = head.lines().anyMatch("connection: close"::equalsIgnoreCase);
        return new Said(status.startsWith("HTTP/1.1 200") ? body : status, !closes);
    }

    private static String head(Socket socket) throws IOException {
        var head = new ByteArrayOutputStream();
        int next;
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the connection ended after " + head.size() + " bytes");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    Crowd crowd(int visitors) {
        return new Crowd(visitors);
    }

    /** Many at once, over and over, until it is closed. */
    final class Crowd implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger visits = new AtomicInteger();
        private final Queue<String> failed = new ConcurrentLinkedQueue<>();
        private final Thread[] threads;

        private Crowd(int visitors) {
            threads = new Thread[visitors];
            for (int i = 0; i < visitors; i++) {
                boolean keeps = i % 2 == 0;
                threads[i] = Thread.startVirtualThread(() -> {
                    while (!over.get()) {
                        if (keeps) {
                            several();
                        } else {
                            count(visit());
                        }
                    }
                });
            }
        }

        private void several() {
            int asked = 0;
            long last = System.nanoTime();
            try (var socket = connected()) {
                boolean kept = true;
                while (kept && !over.get()) {
                    var said = asked(socket, "/index.html", "keep-alive");
                    asked++;
                    last = System.nanoTime();
                    kept = said.kept();
                    count(said.text());
                }
            } catch (IOException e) {
                count("no answer after " + asked + " on this connection, the last "
                        + (System.nanoTime() - last) / 1_000_000 + " ms ago: " + e);
            }
        }

        private void count(String said) {
            visits.incrementAndGet();
            if (!said.startsWith("version ")) {
                failed.add(said);
            }
        }

        int visits() {
            return visits.get();
        }

        Queue<String> failed() {
            return failed;
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            for (var thread : threads) {
                thread.join();
            }
        }
    }
}
