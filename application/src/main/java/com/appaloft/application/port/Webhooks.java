package com.appaloft.application.port;

import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.WebhookId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The subscriptions that are told of events by HTTP, and what could not be told to them. */
public interface Webhooks {
    /**
     * One subscription; its secret is never readable again.
     *
     * @param events the stored names it wants; none means all
     * @param resource only what concerns this one
     * @param attempts how often the event that is next was tried in vain
     * @param lastError why, the last time
     */
    record Webhook(
            WebhookId id,
            String url,
            List<String> events,
            @Nullable ResourceId resource,
            Instant createdAt,
            int attempts,
            @Nullable String lastError) {}

    /** An event that was tried too often. */
    record DeadLetter(long number, String eventId, String event, Instant failedAt, int attempts, String error) {}

    /** Is told of everything from now on. @return the secret its deliveries are signed with, in the form {@code whsec_…} */
    String add(WebhookId id, String url, List<String> events, @Nullable ResourceId resource);

    /** Oldest first. */
    List<Webhook> list();

    Optional<Webhook> find(WebhookId id);

    /** With its dead letters. */
    void remove(WebhookId id);

    /** Oldest first, behind a number. */
    List<DeadLetter> deadLetters(WebhookId id, long after, int limit);

    /** Tries a dead letter once more, now; it is one no longer if that works. Empty where there is none of this number. */
    Optional<Redelivery> redeliver(WebhookId id, long number);

    /** @param error why it was not delivered */
    record Redelivery(boolean delivered, @Nullable String error) {}
}
