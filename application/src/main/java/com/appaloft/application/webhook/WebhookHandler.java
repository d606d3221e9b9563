package com.appaloft.application.webhook;

import com.appaloft.application.port.Ids;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.port.WebhookTargets;
import com.appaloft.application.port.Webhooks;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.WebhookId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Subscribes, unsubscribes and delivers again. */
@Component
public class WebhookHandler {
    /** @param secret signs every delivery; shown here and never again */
    public record Subscribed(WebhookId id, String secret) {}

    private final UnitOfWork unitOfWork;
    private final Webhooks webhooks;
    private final WebhookTargets targets;
    private final Resources resources;
    private final Ids ids;

    WebhookHandler(UnitOfWork unitOfWork, Webhooks webhooks, WebhookTargets targets, Resources resources, Ids ids) {
        this.unitOfWork = unitOfWork;
        this.webhooks = webhooks;
        this.targets = targets;
        this.resources = resources;
        this.ids = ids;
    }

    public Subscribed subscribe(String url, List<String> events, @Nullable ResourceId resource) {
        if (resource != null && resources.find(resource).isEmpty()) {
            throw Problem.notFound(resources.noun(), resource.value()).asRefusal();
        }
        var refusal = targets.refusal(url);
        if (refusal.isPresent()) {
            throw Problem.invalid("/url", refusal.get()).asRefusal();
        }
        var id = new WebhookId(ids.next(WebhookId.PREFIX));
        return new Subscribed(id, unitOfWork.perform(() -> webhooks.add(id, url, events, resource)));
    }

    public List<Webhooks.Webhook> list() {
        return webhooks.list();
    }

    public void unsubscribe(WebhookId id) {
        known(id);
        webhooks.remove(id);
    }

    public List<Webhooks.DeadLetter> deadLetters(WebhookId id, long after, int limit) {
        known(id);
        return webhooks.deadLetters(id, after, limit);
    }

    public Webhooks.Redelivery redeliver(WebhookId id, long number) {
        known(id);
        return webhooks.redeliver(id, number)
                .orElseThrow(() ->
                        Problem.notFound("dead letter", Long.toString(number)).asRefusal());
    }

    private void known(WebhookId id) {
        if (webhooks.find(id).isEmpty()) {
            throw Problem.notFound("webhook", id.value()).asRefusal();
        }
    }
}
