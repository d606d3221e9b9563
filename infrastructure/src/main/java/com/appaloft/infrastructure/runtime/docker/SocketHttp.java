package com.appaloft.infrastructure.runtime.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;

/** One HTTP/1.1 request over a connected socket, which closes with it. */
public final class SocketHttp {
    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();
    private static final HttpProcessor PROCESSOR = HttpProcessors.client("appaloft");
    private static final DefaultBHttpClientConnectionFactory CONNECTIONS = new DefaultBHttpClientConnectionFactory();

    private SocketHttp() {}

    /** An answer whose body comes as it is read. */
    public record Exchange(DefaultBHttpClientConnection connection, ClassicHttpResponse response)
            implements AutoCloseable {
        public InputStream body() {
            try {
                return response.getEntity() == null
                        ? InputStream.nullInputStream()
                        : response.getEntity().getContent();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** At once, however much of the body is still to come. */
        @Override
        public void close() {
            connection.close(CloseMode.IMMEDIATE);
        }
    }

    /** Returns once the head of the answer is there. @throws IOException the socket is closed then */
    public static Exchange send(Socket socket, ClassicHttpRequest request) throws IOException {
        try {
            var connection = CONNECTIONS.createConnection(socket);
            if (request.getAuthority() == null) {
                request.setAuthority(new URIAuthority("engine"));
            }
            var context = HttpCoreContext.create();
            EXECUTOR.preProcess(request, PROCESSOR, context);
            var response = EXECUTOR.execute(request, connection, context);
            EXECUTOR.postProcess(response, PROCESSOR, context);
            return new Exchange(connection, response);
        } catch (HttpException e) {
            socket.close();
            throw new IOException("that was no HTTP: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
