package com.appaloft.infrastructure.webhook;

import com.appaloft.application.port.EventFeed;
import com.appaloft.application.port.EventFeed.Entry;
import com.appaloft.application.port.Webhooks;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.WebhookId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Subscriptions in PostgreSQL: how far each was told, and what it could not be told. */
@Component
class StoredWebhooks implements Webhooks {
    /** What is needed to deliver to one. */
    record Due(Webhook webhook, long position, String secret) {
        /** Of a gap everybody is told: nobody knows what was in it. */
        boolean wants(Entry entry) {
            return entry.name().equals("gap")
                    || webhook.events().isEmpty()
                    || webhook.events().contains(entry.name());
        }
    }

    private final JdbcClient jdbc;
    private final WebhookSecrets secrets;
    private final EventFeed feed;
    private final WebhookSender sender;
    private final Clock clock;

    StoredWebhooks(JdbcClient jdbc, WebhookSecrets secrets, EventFeed feed, WebhookSender sender, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.feed = feed;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public String add(WebhookId id, String url, List<String> events, @Nullable ResourceId resource) {
        var secret = Signature.freshSecret();
        var sealed = secrets.seal(id, secret);
        jdbc.sql("""
                        insert into webhook (id, url, events, resource_id, position, key_id, nonce, ciphertext, created_at)
                        values (:id, :url, :events, :resource, :position, :key, :nonce, :ciphertext, :now)""")
                .param("id", id.value())
                .param("url", url)
                .param("events", String.join(",", events))
                .param("resource", resource == null ? null : resource.value())
                .param("position", feed.everything().end())
                .param("key", sealed.keyId())
                .param("nonce", sealed.nonce())
                .param("ciphertext", sealed.ciphertext())
                .param("now", now())
                .update();
        return secret;
    }

    @Override
    public List<Webhook> list() {
        return jdbc.sql("select * from webhook order by created_at, id")
                .query((row, n) -> webhook(row))
                .list();
    }

    @Override
    public Optional<Webhook> find(WebhookId id) {
        return due(id).map(Due::webhook);
    }

    @Override
    public void remove(WebhookId id) {
        jdbc.sql("delete from webhook where id = ?").param(id.value()).update();
    }

    @Override
    public List<DeadLetter> deadLetters(WebhookId id, long after, int limit) {
        return jdbc.sql("select * from webhook_dead_letter where webhook_id = ? and number > ? order by number limit ?")
                .params(id.value(), after, limit)
                .query((row, n) -> new DeadLetter(
                        row.getLong("number"),
                        row.getString("event_id"),
                        row.getString("event"),
                        instant(row, "failed_at"),
                        row.getInt("attempts"),
                        row.getString("error")))
                .list();
    }

    @Override
    public Optional<Redelivery> redeliver(WebhookId id, long number) {
        record Letter(String eventId, String body) {}
        var letter = jdbc.sql("select event_id, body from webhook_dead_letter where webhook_id = ? and number = ?")
                .params(id.value(), number)
                .query((row, n) -> new Letter(row.getString(1), row.getString(2)))
                .optional();
        var due = due(id);
        if (letter.isEmpty() || due.isEmpty()) {
            return Optional.empty();
        }
        var to = due.get();
        var error = sender.send(
                to.webhook().url(),
                to.secret(),
                letter.get().eventId(),
                letter.get().body());
        jdbc.sql(
                        error.isEmpty()
                                ? "delete from webhook_dead_letter where webhook_id = :id and number = :number"
                                : "update webhook_dead_letter set attempts = attempts + 1, error = :error, failed_at = :now"
                                        + " where webhook_id = :id and number = :number")
                .param("id", id.value())
                .param("number", number)
                .param("error", error.orElse(""))
                .param("now", now())
                .update();
        return Optional.of(new Redelivery(error.isEmpty(), error.orElse(null)));
    }

    Optional<Due> due(WebhookId id) {
        return jdbc.sql("select * from webhook where id = ?")
                .param(id.value())
                .query((row, n) -> new Due(webhook(row), row.getLong("position"), secrets.open(id, row)))
                .optional();
    }

    /** Those that were not yet told of everything up to here. */
    List<WebhookId> behind(long end) {
        return jdbc.sql("select id from webhook where position < ?")
                .param(end)
                .query((row, n) -> new WebhookId(row.getString(1)))
                .list();
    }

    /** @return whether it was not told of it before; not where it was removed, or somebody else went on */
    boolean told(WebhookId id, long position) {
        return jdbc.sql(
                                "update webhook set position = ?, attempts = 0, last_error = null where id = ? and position < ?")
                        .params(position, id.value(), position)
                        .update()
                > 0;
    }

    /** @return as {@link #told} */
    boolean failed(WebhookId id, long position, int attempts, String error) {
        return jdbc.sql("update webhook set attempts = ?, last_error = ? where id = ? and position < ?")
                        .params(attempts, error, id.value(), position)
                        .update()
                > 0;
    }

    /** Goes on behind an event that was tried too often. @return as {@link #told} */
    boolean buried(WebhookId id, Entry entry, int attempts, String error) {
        return jdbc.sql("""
                        with buried as (
                            insert into webhook_dead_letter (webhook_id, event_id, event, subject, body, attempts, error, failed_at)
                            select id, :event, :name, :subject, :body, :attempts, :error, :now from webhook
                            where id = :id and position < :place)
                        update webhook set position = :place, attempts = 0, last_error = :error where id = :id and position < :place""")
                        .param("id", id.value())
                        .param("event", entry.id())
                        .param("name", entry.name())
                        .param("subject", entry.subject())
                        .param("body", entry.cloudEvent())
                        .param("attempts", attempts)
                        .param("error", error)
                        .param("now", now())
                        .param("place", entry.place())
                        .update()
                > 0;
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        var events = row.getString("events");
        var resource = row.getString("resource_id");
        return new Webhook(
                new WebhookId(row.getString("id")),
                row.getString("url"),
                events.isEmpty() ? List.of() : List.of(events.split(",", -1)),
                resource == null ? null : new ResourceId(resource),
                instant(row, "created_at"),
                row.getInt("attempts"),
                row.getString("last_error"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
