package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.appaloft.infrastructure.ssh.LinkLost;
import com.github.dockerjava.transport.DockerHttpClient;
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
            return new Answer(new CancelableTransport(engine, timed).execute(request), alarm);
        } catch (Operation.Canceled e) {
            throw new UncheckedIOException(
                    new SocketTimeoutException("no answer within " + deadline.toSeconds() + " seconds"));
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
    private record Answer(Response response, Future<?> alarm) implements Response {
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
            alarm.cancel(false);
            response.close();
        }
    }
}
