package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.appaloft.infrastructure.ssh.LinkLost;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Gives every short call a deadline, because response timeouts are ignored on unix sockets and a stuck engine would hold us for ever. */
final class PromptTransport implements DockerHttpClient {
    private final DockerHttpClient engine;
    private final ScheduledExecutorService alarms;
    private final Duration deadline;

    PromptTransport(DockerHttpClient engine, ScheduledExecutorService alarms, Duration deadline) {
        this.engine = engine;
        this.alarms = alarms;
        this.deadline = deadline;
    }

    @Override
    public Response execute(Request request) {
        Operation timed = Operation.quiet();
        Future<?> alarm;
        try {
            alarm = alarms.schedule(timed::cancel, deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            throw new UncheckedIOException(new LinkLost("The way to the engine was closed.", closed));
        }
        try {
            return new Answer(new CancelableTransport(engine, timed).execute(request), alarm, timed, deadline);
        } catch (Operation.Canceled e) {
            throw new UncheckedIOException(late(deadline));
        } catch (RuntimeException e) {
            alarm.cancel(false);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }

    /** A response whose reading is under the same deadline as its coming. */
    private record Answer(Response response, Future<?> alarm, Operation timed, Duration deadline) implements Response {
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
            return new Body(response.getBody(), timed, deadline);
        }

        @Override
        public void close() {
            alarm.cancel(false);
            response.close();
        }
    }

    /** What is cut off by the deadline looks as if it had ended; it is not to be taken for all there was. */
    private static final class Body extends FilterInputStream {
        private final Operation timed;
        private final Duration deadline;

        Body(InputStream body, Operation timed, Duration deadline) {
            super(body);
            this.timed = timed;
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                int read = in.read(buffer, from, length);
                if (read < 0 && timed.canceled()) {
                    throw late(deadline);
                }
                return read;
            } catch (IOException e) {
                throw timed.canceled() ? late(deadline) : e;
            }
        }
    }

    private static SocketTimeoutException late(Duration deadline) {
        return new SocketTimeoutException("no answer within " + deadline.toSeconds() + " seconds");
    }
}
