package com.appaloft.api.webhook;

import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.application.port.Webhooks;
import com.appaloft.application.webhook.WebhookHandler;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.WebhookId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Subscriptions that are told of events by HTTP, and what could not be told to them. */
@RestController
@RequestMapping("/api/webhooks")
class WebhookController {
    private static final Pattern EVENT = Pattern.compile("[a-z-]{1,40}\\.[a-z-]{1,60}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int MOST_EVENTS = 100;

    record NewWebhook(
            @Nullable String url,
            @Nullable List<@Nullable String> events,
            @Nullable String resourceId) {}

    /** @param secret signs every delivery; shown here and never again */
    record WebhookCreated(String id, String secret) {}

    /** @param attempts how often the event that is next was tried in vain */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WebhookAnswer(
            String id,
            String url,
            List<String> events,
            @Nullable String resourceId,
            Instant createdAt,
            int attempts,
            @Nullable String lastError) {
        static WebhookAnswer of(Webhooks.Webhook webhook) {
            var resource = webhook.resource();
            return new WebhookAnswer(
                    webhook.id().value(),
                    webhook.url(),
                    webhook.events(),
                    resource == null ? null : resource.value(),
                    webhook.createdAt(),
                    webhook.attempts(),
                    webhook.lastError());
        }
    }

    record DeadLetters(List<Webhooks.DeadLetter> items) {}

    private final WebhookHandler handler;

    WebhookController(WebhookHandler handler) {
        this.handler = handler;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WebhookCreated create(@RequestBody NewWebhook wanted) {
        var url = Checks.text(wanted.url(), "/url");
        var resource = Checks.idIfGiven(wanted.resourceId(), ResourceId::new, "/resourceId");
        var made = handler.subscribe(url, events(wanted.events()), resource);
        return new WebhookCreated(made.id().value(), made.secret());
    }

    private static List<String> events(@Nullable List<@Nullable String> wanted) {
        var events = new ArrayList<String>();
        if (wanted != null) {
            Checks.between(wanted.size(), 0, MOST_EVENTS, "/events");
            for (int i = 0; i < wanted.size(); i++) {
                var pointer = "/events/" + i;
                var name = Checks.present(wanted.get(i), pointer);
                if (!EVENT.matcher(name).matches()) {
                    throw Problem.invalid(pointer, "Give the name of an event, e.g. deployment.failed.")
                            .asRefusal();
                }
                events.add(name);
            }
        }
        return events;
    }

    @GetMapping
    Listed<WebhookAnswer> list() {
        return new Listed<>(handler.list().stream().map(WebhookAnswer::of).toList(), null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        handler.unsubscribe(webhook(id));
    }

    /** @param after the number of the last one seen */
    @GetMapping("/{id}/dead-letters")
    DeadLetters deadLetters(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        long from = Checks.position(after, "after");
        return new DeadLetters(handler.deadLetters(webhook(id), from, Checks.pageSize(limit, 50)));
    }

    /** Tries once, now; says whether it was taken. */
    @PostMapping("/{id}/dead-letters/{number}/redeliver")
    Webhooks.Redelivery redeliver(@PathVariable String id, @PathVariable String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no such dead letter; list them to find its number.")
                    .asRefusal();
        }
        return handler.redeliver(webhook(id), Long.parseLong(number));
    }

    private static WebhookId webhook(String id) {
        return Checks.pathId(id, WebhookId::new, "webhook");
    }
}
