package com.appaloft.api.retention;

import com.appaloft.api.json.Checks;
import com.appaloft.api.recovery.Asked;
import com.appaloft.application.deployment.ArchiveHandler;
import com.appaloft.application.retention.PruneHandler;
import com.appaloft.domain.retention.PruneScope;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Hides attempts from the default history, and deletes those that nothing needs; dry-run unless told otherwise. */
@RestController
@RequestMapping("/api/deployments")
class RetentionController {
    private static final String KEY = "Idempotency-Key";

    record Archive(
            @Nullable String confirm,
            @Nullable String deploymentId,
            @Nullable String resourceId) {}

    record Archived(String id, Instant archivedAt) {}

    record Prune(
            @Nullable String before,
            @Nullable Boolean dryRun,
            @Nullable String deploymentId,
            @Nullable String resourceId,
            @Nullable String serverId) {
        PruneScope scope() {
            return new PruneScope(
                    Checks.instant(Checks.present(before, "/before"), "/before"),
                    Checks.idIfGiven(deploymentId, DeploymentId::new, "/deploymentId"),
                    Checks.idIfGiven(resourceId, ResourceId::new, "/resourceId"),
                    Checks.idIfGiven(serverId, ServerId::new, "/serverId"));
        }
    }

    private final ArchiveHandler archiving;
    private final PruneHandler pruning;
    private final JsonMapper json;

    RetentionController(ArchiveHandler archiving, PruneHandler pruning, JsonMapper json) {
        this.archiving = archiving;
        this.pruning = pruning;
        this.json = json;
    }

    @PostMapping("/{id}/archive")
    Archived archive(
            @PathVariable String id,
            @RequestBody Archive body,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var at = archiving.archive(
                Checks.pathId(id, DeploymentId::new, "deployment"),
                Checks.present(body.confirm(), "/confirm"),
                Checks.idIfGiven(body.resourceId(), ResourceId::new, "/resourceId"),
                Asked.key(key, "archive " + id + body));
        return new Archived(id, at);
    }

    @PostMapping("/prune")
    PruneAnswer prune(@RequestBody Prune body, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var dryRun = body.dryRun() == null || body.dryRun();
        var told = pruning.prune(
                body.scope(),
                dryRun,
                Asked.key(key, "prune " + body),
                result -> json.writeValueAsString(PruneAnswer.of(result)));
        return json.readValue(told, PruneAnswer.class);
    }
}
