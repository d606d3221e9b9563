package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.BuildSpec;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.source.ResolvedSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Execute, first half: makes the image or takes the one that is there, and keeps it alive by a tag of our own. */
@Component
class ArtifactMaking {
    private final AttemptJournal journal;
    private final ImageMaking images;
    private final ComposeMaking compose;

    ArtifactMaking(AttemptJournal journal, ImageMaking images, ComposeMaking compose) {
        this.journal = journal;
        this.images = images;
        this.compose = compose;
    }

    Artifact make(Carried attempt, Snapshot snapshot) {
        var request = attempt.request();
        var keepTag = journal.read(attempt.id()).attempt().keepTag();
        var artifact = snapshot.source() instanceof ResolvedSource.Compose source
                ? compose.make(attempt, source, request.reuse(), keepTag)
                : single(attempt, snapshot, keepTag);
        attempt.operation().throwIfCanceled();
        artifact.images().forEach(image -> attempt.backend().keep(attempt.server(), image.imageId(), image.keepTag()));
        journal.made(attempt.id(), artifact);
        return artifact;
    }

    private Artifact single(Carried attempt, Snapshot snapshot, String keepTag) {
        var server = attempt.request().serverId();
        var image = image(attempt, snapshot, attempt.request().reuse());
        return new Artifact(
                ContentIdentity.artifact(server, image.imageId()),
                server,
                image.imageId(),
                image.repoDigest(),
                keepTag);
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
            case ResolvedSource.Image source -> images.pinned(attempt, source);
            case ResolvedSource.Files content -> build(attempt, snapshot, content);
            case ResolvedSource.Site site -> images.assemble(attempt, snapshot, site);
            case ResolvedSource.Compose several ->
                throw new IllegalStateException("a compose source has more than one image");
        };
    }

    private Image build(Carried attempt, Snapshot snapshot, ResolvedSource.Files content) {
        var dockerfile = Planning.dockerfile(snapshot.runtime().dockerfilePath());
        var spec = new BuildSpec("", dockerfile, Map.of(), null, attempt.fromScratch(), ImageMaking.labels(attempt));
        return images.build(attempt, content, spec);
    }
}
