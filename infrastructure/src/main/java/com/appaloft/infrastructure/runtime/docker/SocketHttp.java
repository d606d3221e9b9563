package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.infrastructure.ssh.LinkLost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.MessageSupport;
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

    /** Who refuses a request before all of it was sent says why and hears no more: the answer is what counts. */
    private static ClassicHttpResponse answered(ClassicHttpRequest request, DefaultBHttpClientConnection connection)
            throws IOException, HttpException {
        connection.sendRequestHeader(request);
        IOException unsent = null;
        try {
            if (request.getEntity() != null) {
                connection.sendRequestEntity(request);
            }
            connection.flush();
        } catch (LinkLost e) {
            throw e;
        } catch (IOException e) {
            unsent = e;
        }
        try {
            return head(request, connection);
        } catch (IOException silent) {
            if (unsent == null) {
                throw silent;
            }
            unsent.addSuppressed(silent);
            throw unsent;
        }
    }

    private static ClassicHttpResponse head(ClassicHttpRequest request, DefaultBHttpClientConnection connection)
            throws IOException, HttpException {
        ClassicHttpResponse response;
        do {
            response = connection.receiveResponseHeader();
        } while (response.getCode() < HttpStatus.SC_SUCCESS);
        if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
            connection.receiveResponseEntity(response);
        }
        return response;
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
            var response = answered(request, connection);
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
