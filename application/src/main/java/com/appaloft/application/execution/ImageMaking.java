package com.appaloft.application.execution;

import com.appaloft.application.port.RuntimeBackend.BuildSpec;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.application.port.RuntimeBackend.SiteSpec;
import com.appaloft.application.port.StaticServer;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.source.ResolvedSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes one image: takes the pinned one, builds it, or puts a site together. */
@Component
class ImageMaking {
    private final SourceFiles files;
    private final SourceCredentials credentials;
    private final StaticServer server;

    ImageMaking(SourceFiles files, SourceCredentials credentials, StaticServer server) {
        this.files = files;
        this.credentials = credentials;
        this.server = server;
    }

    /** By digest, or by the engine's id where no registry knows it; never by the tag, which may have moved. */
    Image pinned(Carried attempt, ResolvedSource.Image source) {
        var reference = source.repoDigest().isEmpty() ? source.imageId() : source.repoDigest();
        var login = credentials.login(attempt, reference, source.credentialsSecret());
        var found = attempt.backend().resolve(attempt.server(), reference, false, login, attempt.operation());
        return new Image(found.imageId(), source.repoDigest());
    }

    /** What an image built for this attempt is labelled with. */
    static Map<String, String> labels(Carried attempt) {
        return Map.of(
                "com.appaloft.resource", attempt.request().resourceId().value(),
                "com.appaloft.deployment", attempt.request().deploymentId().value());
    }

    Image build(Carried attempt, ResolvedSource.Files content, BuildSpec spec) {
        var opened = spec.with(credentials.logins(attempt));
        return attempt.backend()
                .build(attempt.server(), () -> files.open(attempt, content), opened, attempt.operation());
    }

    Image assemble(Carried attempt, Snapshot snapshot, ResolvedSource.Site site) {
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
        return attempt.backend()
                .assemble(attempt.server(), spec, () -> files.open(attempt, site.content()), attempt.operation());
    }
}
