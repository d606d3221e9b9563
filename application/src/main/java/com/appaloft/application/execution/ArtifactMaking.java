package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.source.ResolvedSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Execute, first half: makes the image or takes the one that is there, and keeps it alive by a tag of our own. */
@Component
class ArtifactMaking {
    private final AttemptJournal journal;
    private final SourceArchives archives;

    ArtifactMaking(AttemptJournal journal, SourceArchives archives) {
        this.journal = journal;
        this.archives = archives;
    }

    Artifact make(Carried attempt, Snapshot snapshot) {
        var request = attempt.request();
        var image = image(attempt, snapshot, request.reuse());
        attempt.operation().throwIfCanceled();
        var artifact = new Artifact(
                ContentIdentity.artifact(request.serverId(), image.imageId()),
                request.serverId(),
                image.imageId(),
                image.repoDigest(),
                "appaloft/" + request.resourceId() + ":" + request.deploymentId());
        attempt.backend().keep(attempt.server(), image.imageId(), artifact.keepTag());
        journal.made(attempt.id(), artifact);
        return artifact;
    }

    private Image image(Carried attempt, Snapshot snapshot, @Nullable Artifact reuse) {
        if (reuse != null && attempt.backend().observe(attempt.server(), reuse) == Observation.PRESENT) {
            attempt.operation().line("system", "uses the image " + reuse.imageId());
            return new Image(reuse.imageId(), reuse.repoDigest());
        }
        if (attempt.request().trigger().candidate() != null) {
            throw new BackendFailure(
                    FailureCode.ARTIFACT_LOST, "The image of the candidate is no longer on the server.");
        }
        return switch (snapshot.source()) {
            case ResolvedSource.Image source -> pinned(attempt, source);
            case ResolvedSource.Folder folder -> build(attempt, snapshot, folder);
        };
    }

    /** By digest, or by the engine's id where no registry knows it; never by the tag, which may have moved. */
    private static Image pinned(Carried attempt, ResolvedSource.Image source) {
        var reference = source.repoDigest().isEmpty() ? source.imageId() : source.repoDigest();
        var found = attempt.backend().resolve(attempt.server(), reference, false, attempt.operation());
        return new Image(found.imageId(), source.repoDigest());
    }

    private Image build(Carried attempt, Snapshot snapshot, ResolvedSource.Folder folder) {
        var request = attempt.request();
        var labels = Map.of(
                "com.appaloft.resource", request.resourceId().value(),
                "com.appaloft.deployment", request.deploymentId().value());
        try (var archive = archives.open(folder.archive())) {
            return attempt.backend()
                    .build(
                            attempt.server(),
                            archive,
                            Planning.dockerfile(snapshot.runtime().dockerfilePath()),
                            attempt.fromScratch(),
                            labels,
                            attempt.operation());
        } catch (IOException e) {
            throw new UncheckedIOException("reading the kept folder failed", e);
        }
    }
}
