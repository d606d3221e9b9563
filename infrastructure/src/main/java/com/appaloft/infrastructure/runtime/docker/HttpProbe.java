package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks over HTTP; the status is the answer, a redirect is one too. */
@SuppressWarnings("try") // resources that are only there to be closed
final class HttpProbe {
    HealthAnswer ask(String address, HealthSpec.Http spec, Operation operation) {
        Duration timeout = Duration.ofSeconds(Math.max(1, spec.timeoutSeconds()));
        // a client of its own: no connection is kept that would lead to a container that is gone
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeout)
                .build();
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request(address, spec, timeout), HttpResponse.BodyHandlers.ofInputStream());
        try (Operation.Registration stop = operation.onCancel(() -> answer.cancel(true))) {
            return answered(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS), spec);
        } catch (CancellationException e) {
            throw new Operation.Canceled();
        } catch (TimeoutException e) {
            return notYet("No answer within " + timeout.toSeconds() + " s.");
        } catch (ExecutionException e) {
            operation.throwIfCanceled();
            return notYet(sentence(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Operation.Canceled();
        } finally {
            client.shutdownNow();
        }
    }

    private static HttpRequest request(String address, HealthSpec.Http spec, Duration timeout) {
        try {
            String path = spec.path().startsWith("/") ? spec.path() : "/" + spec.path();
            return HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(timeout)
                    .header("User-Agent", "appaloft-health")
                    .GET()
                    .build();
        } catch (IllegalArgumentException e) {
            throw new BackendFailure(FailureCode.PLAN_INVALID, "The health path is not a path of a URL.", null, e);
        }
    }

    private static HealthAnswer answered(HttpResponse<InputStream> response, HealthSpec.Http spec) {
        try (InputStream unread = response.body()) {
            int status = response.statusCode();
            return status == spec.expectedStatus()
                    ? new HealthAnswer(Health.HEALTHY, "Status " + status + ".", true)
                    : new HealthAnswer(
                            Health.NOT_YET, "Status " + status + " instead of " + spec.expectedStatus() + ".", true);
        } catch (IOException e) {
            return notYet(sentence(e));
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
