package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.application.port.RuntimeBackend.SiteSpec;
import com.appaloft.application.port.StaticServer;
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
    private final SourceFiles files;
    private final SourceCredentials credentials;
    private final StaticServer server;

    ArtifactMaking(AttemptJournal journal, SourceFiles files, SourceCredentials credentials, StaticServer server) {
        this.journal = journal;
        this.files = files;
        this.credentials = credentials;
        this.server = server;
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
            case ResolvedSource.Files content -> build(attempt, snapshot, content);
            case ResolvedSource.Site site -> assemble(attempt, snapshot, site);
        };
    }

    /** By digest, or by the engine's id where no registry knows it; never by the tag, which may have moved. */
    private Image pinned(Carried attempt, ResolvedSource.Image source) {
        var reference = source.repoDigest().isEmpty() ? source.imageId() : source.repoDigest();
        var login = credentials.login(attempt, source.credentialsSecret());
        var found = attempt.backend().resolve(attempt.server(), reference, false, login, attempt.operation());
        return new Image(found.imageId(), source.repoDigest());
    }

    private Image build(Carried attempt, Snapshot snapshot, ResolvedSource.Files content) {
        var request = attempt.request();
        var labels = Map.of(
                "com.appaloft.resource", request.resourceId().value(),
                "com.appaloft.deployment", request.deploymentId().value());
        try (var archive = files.open(attempt, content)) {
            return attempt.backend()
                    .build(
                            attempt.server(),
                            archive,
                            Planning.dockerfile(snapshot.runtime().dockerfilePath()),
                            attempt.fromScratch(),
                            labels,
                            attempt.operation());
        } catch (IOException e) {
            throw new UncheckedIOException("reading the kept files failed", e);
        }
    }

    private Image assemble(Carried attempt, Snapshot snapshot, ResolvedSource.Site site) {
        var request = attempt.request();
        var port = snapshot.network().internalPort();
        int listens = port == null ? StaticServer.PORT : port;
        var spec = new SiteSpec(
                request.resourceId(),
                request.deploymentId(),
                request.slotId(),
                pinned(attempt, site.server()).imageId(),
                server.command(listens),
                listens);
        try (var archive = files.open(attempt, site.content())) {
            return attempt.backend().assemble(attempt.server(), spec, archive, attempt.operation());
        } catch (IOException e) {
            throw new UncheckedIOException("reading the kept files failed", e);
        }
    }
}
