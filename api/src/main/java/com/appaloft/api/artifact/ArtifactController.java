package com.appaloft.api.artifact;

import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.api.recovery.Asked;
import com.appaloft.application.port.UsedArtifacts;
import com.appaloft.application.retention.ArtifactHandler;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What is kept on servers and why, pins, and retention; dry-run unless told otherwise. */
@RestController
@RequestMapping("/api/artifacts")
class ArtifactController {
    private static final String KEY = "Idempotency-Key";

    record Pinned(String id, boolean pinned) {}

    record Prune(
            @Nullable Boolean dryRun,
            @Nullable String artifactId,
            @Nullable String resourceId,
            @Nullable String serverId) {
        UsedArtifacts.Scope scope() {
            return new UsedArtifacts.Scope(
                    Checks.idIfGiven(artifactId, ArtifactId::new, "/artifactId"),
                    Checks.idIfGiven(resourceId, ResourceId::new, "/resourceId"),
                    Checks.idIfGiven(serverId, ServerId::new, "/serverId"));
        }
    }

    private final ArtifactHandler artifacts;
    private final JsonMapper json;

    ArtifactController(ArtifactHandler artifacts, JsonMapper json) {
        this.artifacts = artifacts;
        this.json = json;
    }

    /** In order of their ids; a cursor is the last id seen. */
    @GetMapping
    Listed<ArtifactAnswer> list(
            @RequestParam(required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable String serverId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int most = Checks.pageSize(limit, 20);
        var scope = new UsedArtifacts.Scope(
                null,
                Checks.idIfGiven(resourceId, ResourceId::new, "resourceId"),
                Checks.idIfGiven(serverId, ServerId::new, "serverId"));
        var found = artifacts.list(
                scope,
                Checks.idIfGiven(cursor, ArtifactId::new, "cursor"),
                most,
                items -> items.stream().map(ArtifactAnswer::of).toList());
        if (found.size() <= most) {
            return new Listed<>(found, null);
        }
        List<ArtifactAnswer> page = found.subList(0, most);
        return new Listed<>(page, page.getLast().id());
    }

    @PostMapping("/{id}/pin")
    Pinned pin(@PathVariable String id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return pinned(id, true, key);
    }

    @PostMapping("/{id}/unpin")
    Pinned unpin(@PathVariable String id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return pinned(id, false, key);
    }

    private Pinned pinned(String id, boolean pinned, @Nullable String key) {
        var artifact = Checks.pathId(id, ArtifactId::new, "artifact");
        return new Pinned(id, artifacts.pin(artifact, pinned, Asked.key(key, (pinned ? "pin " : "unpin ") + id)));
    }

    @PostMapping("/prune")
    ArtifactPruneAnswer prune(
            @RequestBody Prune body, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var told = artifacts.prune(
                body.scope(),
                body.dryRun() == null || body.dryRun(),
                Asked.key(key, "prune artifacts " + body),
                result -> json.writeValueAsString(ArtifactPruneAnswer.of(result)));
        return json.readValue(told, ArtifactPruneAnswer.class);
    }
}
