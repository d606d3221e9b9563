package com.appaloft.infrastructure.webhook;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Posts one signed event; follows no redirect, reads no answer but its status, and waits a bounded time. */
@Component
class WebhookSender implements DisposableBean {
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout ANSWER = Timeout.ofSeconds(10);
    private static final int ALL_SECONDS = 20;

    private final CloseableHttpClient http;
    private final Clock clock;

    WebhookSender(CheckedTargets targets, Clock clock) {
        this.clock = clock;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(targets)
                        .setMaxConnTotal(64)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(ANSWER)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(ANSWER).build())
                .setUserAgent("appaloft-webhooks")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** Why it was not taken; empty if it was. */
    Optional<String> send(String url, String secret, String id, String body) {
        var request = new HttpPost(url);
        long seconds = clock.instant().getEpochSecond();
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(seconds));
        request.setHeader("webhook-signature", Signature.of(secret, id, seconds, body));
        request.setEntity(new StringEntity(body, ContentType.create("application/cloudevents+json", "UTF-8")));
        CompletableFuture.delayedExecutor(ALL_SECONDS, TimeUnit.SECONDS).execute(request::cancel);
        try (var response = http.executeOpen(null, request, null)) {
            return response.getCode() / 100 == 2
                    ? Optional.empty()
                    : Optional.of("the receiver answered " + response.getCode());
        } catch (IOException | IllegalArgumentException e) {
            var name = e.getClass().getSimpleName();
            return Optional.of(e.getMessage() == null ? name : name + ": " + e.getMessage());
        }
    }

    @Override
    public void destroy() throws IOException {
        http.close();
    }
}
