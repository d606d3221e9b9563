package com.appaloft.infrastructure.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A subscriber's server: notes what it is sent and answers as told. */
final class Receiver implements AutoCloseable {
    record Taken(String path, String id, String timestamp, String signature, String type, String body) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    volatile int answers = 204;
    volatile String location = "";
    volatile String rejects = "";
    private final HttpServer server;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        taken.add(new Taken(
                exchange.getRequestURI().getPath(),
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                headers.getFirst("Content-Type"),
                body));
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("Location", location);
        }
        boolean rejected = !rejects.isEmpty() && body.contains(rejects);
        exchange.sendResponseHeaders(rejected ? 400 : answers, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
