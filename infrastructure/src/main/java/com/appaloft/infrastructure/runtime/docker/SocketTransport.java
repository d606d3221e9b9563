package com.appaloft.infrastructure.runtime.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** HTTP to an engine over whatever looks like a connected socket; every request has a connection of its own. */
final class SocketTransport implements DockerHttpClient {
    /** Connects anew. */
    @FunctionalInterface
    interface Sockets {
        Socket open() throws IOException;
    }

    private final Sockets sockets;
    private final Semaphore free;

    SocketTransport(Sockets sockets, int connections) {
        this.sockets = sockets;
        this.free = new Semaphore(connections);
    }

    @Override
    public Response execute(Request request) {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted before the request was sent"));
        }
        try {
            return new Answer(SocketHttp.send(sockets.open(), written(request)), free);
        } catch (IOException e) {
            free.release();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
    }

    private static ClassicHttpRequest written(Request request) {
        var http = new BasicClassicHttpRequest(request.method(), request.path());
        request.headers().forEach(http::setHeader);
        var stream = request.body();
        var bytes = request.bodyBytes();
        if (stream != null) {
            http.setEntity(new InputStreamEntity(stream, null));
        } else if (bytes != null) {
            http.setEntity(new ByteArrayEntity(bytes, null));
        }
        return http;
    }

    @Override
    public void close() {
        // connections close with what came over them
    }

    /** An answer, and its place among the connections. */
    private static final class Answer implements Response {
        private final SocketHttp.Exchange exchange;
        private final Semaphore free;
        private boolean closed;

        Answer(SocketHttp.Exchange exchange, Semaphore free) {
            this.exchange = exchange;
            this.free = free;
        }

        @Override
        public int getStatusCode() {
            return response().getCode();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            var headers = new LinkedHashMap<String, List<String>>();
            for (var header : response().getHeaders()) {
                headers.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                        .add(header.getValue());
            }
            return headers;
        }

        @Override
        public InputStream getBody() {
            return exchange.body();
        }

        private ClassicHttpResponse response() {
            return exchange.response();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                exchange.close();
                free.release();
            }
        }
    }
}
