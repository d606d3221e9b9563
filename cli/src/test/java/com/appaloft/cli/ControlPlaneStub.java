package com.appaloft.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control plane that answers what it was told to and remembers what it was asked. */
final class ControlPlaneStub implements AutoCloseable {
    record Asked(String method, String path, String body, Map<String, List<String>> headers) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private record Prepared(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Prepared>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile int dropped;

    ControlPlaneStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers in the order they were given, the last one for ever. @param route e.g. {@code GET /api/servers} */
    ControlPlaneStub answers(String route, int status, String body) {
        answers.computeIfAbsent(route, r -> new ArrayDeque<>()).add(new Prepared(status, body));
        return this;
    }

    /** Breaks the connection of the next requests instead of answering. */
    void drops(int requests) {
        dropped = requests;
    }

    List<Asked> asked() {
        return asked;
    }

    Asked lastAsked() {
        return asked.getLast();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(exchange.getRequestMethod(), uri.toString(), body, exchange.getRequestHeaders()));
        if (dropped > 0) {
            dropped--;
            exchange.close();
            return;
        }
        var prepared = answers.getOrDefault(exchange.getRequestMethod() + " " + uri.getPath(), new ArrayDeque<>());
        var answer = prepared.size() > 1 ? prepared.poll() : prepared.peek();
        if (answer == null) {
            answer = new Prepared(404, "{\"code\":\"not_found\",\"detail\":\"There is nothing here.\"}");
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
