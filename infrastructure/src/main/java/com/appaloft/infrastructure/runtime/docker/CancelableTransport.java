package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries the calls of one operation: a cancel interrupts the call that still waits for its headers (docker-java alone would lose
 * it) and closes the one that streams.
 */
final class CancelableTransport implements DockerHttpClient {
    private final DockerHttpClient engine;
    private final Operation operation;

    CancelableTransport(DockerHttpClient engine, Operation operation) {
        this.engine = engine;
        this.operation = operation;
    }

    @Override
    public Response execute(Request request) {
        operation.throwIfCanceled();
        var call = new Call(Thread.currentThread());
        Operation.Registration registration = operation.onCancel(call::stop);
        try {
            return new Answer(call.answered(engine.execute(request)), registration);
        } catch (RuntimeException e) {
            registration.close();
            call.failed();
            operation.throwIfCanceled();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }

    /** One call under way; whoever stops it, before or after its headers, stops it once and leaves no stray interrupt. */
    private static final class Call {
        private final Thread caller;
        private @Nullable Response response;
        private boolean interrupted;
        private boolean over;

        Call(Thread caller) {
            this.caller = caller;
        }

        synchronized void stop() {
            if (response != null) {
                response.close();
            } else if (!over) {
                interrupted = true;
                caller.interrupt();
            }
        }

        synchronized Response answered(Response answer) {
            over = true;
            response = answer;
            if (interrupted) {
                Thread.interrupted();
                answer.close();
                throw new Operation.Canceled();
            }
            return answer;
        }

        synchronized void failed() {
            over = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }

    /** A response that can be stopped until it is closed. */
    private record Answer(Response response, Operation.Registration registration) implements Response {
        @Override
        public int getStatusCode() {
            return response.getStatusCode();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return response.getHeaders();
        }

        @Override
        public InputStream getBody() {
            return response.getBody();
        }

        @Override
        public void close() {
            registration.close();
            response.close();
        }
    }
}
