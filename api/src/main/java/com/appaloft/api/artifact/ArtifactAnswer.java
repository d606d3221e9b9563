package com.appaloft.api.artifact;

import com.appaloft.application.retention.ArtifactHandler.Item;
import com.appaloft.domain.retention.KeepReason;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.Identifier;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An artifact on its server.
 *
 * @param observed {@code present}, {@code missing} or {@code unknown}
 * @param bytes what its image takes; absent where the server has it not or did not answer
 * @param missingServices of a compose artifact, the services whose image the server was seen without
 * @param keptBecause nothing where retention may let go of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ArtifactAnswer(
        String id,
        String serverId,
        String imageId,
        String observed,
        @Nullable Instant observedAt,
        @Nullable Long bytes,
        @Nullable List<String> missingServices,
        boolean pinned,
        boolean released,
        List<String> resourceIds,
        List<String> deploymentIds,
        List<String> keptBecause) {
    static ArtifactAnswer of(Item item) {
        var sighting = item.sighting();
        return new ArtifactAnswer(
                item.artifact().id().value(),
                item.artifact().serverId().value(),
                item.artifact().imageId(),
                observed(sighting.observed()),
                sighting.since(),
                item.bytes(),
                item.missingServices().isEmpty() ? null : item.missingServices(),
                sighting.pinned(),
                sighting.released(),
                item.resources().stream().map(Identifier::value).toList(),
                item.deployments().stream().map(Identifier::value).toList(),
                item.keptBecause().stream().map(KeepReason::wire).toList());
    }

    private static String observed(Observation observation) {
        return switch (observation) {
            case PRESENT -> "present";
            case MISSING, OTHER_CONTENT -> "missing";
            case UNKNOWN -> "unknown";
        };
    }
}
