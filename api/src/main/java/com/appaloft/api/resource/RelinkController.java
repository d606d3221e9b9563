package com.appaloft.api.resource;

import com.appaloft.api.json.Checks;
import com.appaloft.api.recovery.Asked;
import com.appaloft.application.resource.RelinkHandler;
import com.appaloft.application.resource.RelinkHandler.Relinked;
import com.appaloft.domain.shared.ResourceId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Points a resource at another source, or shows what that would change and whether the new source can be read. */
@RestController
class RelinkController {
    /**
     * Whether the new source can be read now.
     *
     * @param advice what to do where it cannot, else empty
     */
    record ProbeAnswer(boolean readable, String evidence, String advice) {}

    /** What a relink did, or would do. */
    record RelinkAnswer(
            String resourceId,
            SourceFields before,
            SourceFields after,
            int profileVersion,
            boolean changed,
            boolean dryRun,
            ProbeAnswer probe) {
        static RelinkAnswer of(ResourceId id, Relinked done) {
            return new RelinkAnswer(
                    id.value(),
                    SourceFields.of(done.before()),
                    SourceFields.of(done.after()),
                    done.profileVersion(),
                    done.changed(),
                    done.dryRun(),
                    new ProbeAnswer(
                            done.probe().readable(),
                            done.probe().evidence(),
                            done.probe().advice()));
        }
    }

    private final RelinkHandler handler;
    private final JsonMapper json;

    RelinkController(RelinkHandler handler, JsonMapper json) {
        this.handler = handler;
        this.json = json;
    }

    @PostMapping("/api/resources/{id}/source/relink")
    RelinkAnswer relink(
            @PathVariable String id,
            @RequestBody ResourceRequests.NewSource wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Checks.same(wanted.resourceId(), id, "/resourceId");
        var resource = Checks.pathId(id, ResourceId::new, "resource");
        var told = handler.relink(
                resource,
                wanted.read(),
                Asked.key(key, "relink " + id + wanted),
                done -> json.writeValueAsString(RelinkAnswer.of(resource, done)));
        return json.readValue(told, RelinkAnswer.class);
    }
}
