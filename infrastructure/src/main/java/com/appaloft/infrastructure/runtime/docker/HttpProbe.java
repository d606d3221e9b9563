package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.application.timing.Bounded;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.infrastructure.ssh.LinkLost;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Asks over HTTP, on a connection of its own, so that none is kept that leads to a container that is gone; the status is the answer,
 * a redirect is one too.
 */
@SuppressWarnings("try") // resources that are only there to be closed
final class HttpProbe {
    private final Reach reach;

    HttpProbe(Reach reach) {
        this.reach = reach;
    }

    HealthAnswer ask(String host, int port, HealthSpec.Http spec, Operation operation) {
        Duration timeout = Duration.ofSeconds(Math.max(1, spec.timeoutSeconds()));
        var question = new Question(host, port, request(host, port, spec), timeout, spec.expectedStatus());
        try (Operation.Registration stop = operation.onCancel(question::stop)) {
            var answer = Bounded.within(timeout, question);
            operation.throwIfCanceled();
            return answer.orElseGet(() -> notYet("No answer within " + timeout.toSeconds() + " s."));
        } finally {
            question.stop();
        }
    }

    private static ClassicHttpRequest request(String host, int port, HealthSpec.Http spec) {
        try {
            String path = spec.path().startsWith("/") ? spec.path() : "/" + spec.path();
            var uri = URI.create("http://" + host + ":" + port + path);
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            var request = new BasicClassicHttpRequest("GET", uri.getRawPath() + query);
            request.setAuthority(new URIAuthority(host, port));
            request.setHeader("User-Agent", "appaloft-health");
            request.setHeader("Connection", "close");
            return request;
        } catch (IllegalArgumentException e) {
            throw new BackendFailure(FailureCode.PLAN_INVALID, "The health path is not a path of a URL.", null, e);
        }
    }

    /** Asked on a thread of its own; whoever stops it, before or after it connected, closes its connection. */
    private final class Question implements Supplier<HealthAnswer> {
        private final String host;
        private final int port;
        private final ClassicHttpRequest request;
        private final Duration timeout;
        private final int expected;
        private @Nullable Socket socket;
        private boolean stopped;

        Question(String host, int port, ClassicHttpRequest request, Duration timeout, int expected) {
            this.host = host;
            this.port = port;
            this.request = request;
            this.timeout = timeout;
            this.expected = expected;
        }

        @Override
        public HealthAnswer get() {
            try (var exchange = SocketHttp.send(opened(reach.toPort(host, port, timeout)), request)) {
                int status = exchange.response().getCode();
                return status == expected
                        ? new HealthAnswer(Health.HEALTHY, "Status " + status + ".", true)
                        : new HealthAnswer(Health.NOT_YET, "Status " + status + " instead of " + expected + ".", true);
            } catch (LinkLost e) {
                throw EngineErrors.failure(FailureCode.UNEXPECTED, e);
            } catch (IOException e) {
                return notYet(sentence(e));
            }
        }

        private synchronized Socket opened(Socket open) throws IOException {
            socket = open;
            if (stopped) {
                open.close();
                throw new IOException("nobody waits for the answer any more");
            }
            return open;
        }

        synchronized void stop() {
            stopped = true;
            if (socket != null) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // it is closed all the same
                }
            }
        }
    }

    private static HealthAnswer notYet(String detail) {
        return new HealthAnswer(Health.NOT_YET, detail, false);
    }

    private static String sentence(Throwable seen) {
        String message = seen.getMessage();
        return message == null
                ? "No connection (" + seen.getClass().getSimpleName() + ")."
                : "No answer: " + message + ".";
    }
}
