package com.appaloft.application.execution;

import com.appaloft.application.port.StaticServer;
import com.appaloft.domain.runtime.RuntimeSpec.Strategy;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Detect: reads the source and resolves it to something immutable. A snapshot taken over from another attempt is not read again. */
@Component
class SourceDetection {
    private final SourceFiles files;
    private final SourceCredentials credentials;
    private final StaticServer server;
    private final ComposeDetection compose;

    SourceDetection(SourceFiles files, SourceCredentials credentials, StaticServer server, ComposeDetection compose) {
        this.files = files;
        this.credentials = credentials;
        this.server = server;
        this.compose = compose;
    }

    ResolvedSource detect(Carried attempt) {
        var snapshot = attempt.deployment().attempt().snapshot();
        return snapshot == null ? resolve(attempt) : stillKept(attempt, snapshot.source());
    }

    private ResolvedSource resolve(Carried attempt) {
        var profile = attempt.request().intent().profile();
        return switch (profile.source()) {
            case Source.DockerImage i -> image(attempt, i.locator(), i.credentialsSecret());
            case Source.LocalFolder f -> files.folder(attempt, f.locator(), null);
            case Source.StaticSite s -> served(attempt, files.folder(attempt, s.locator(), s.publishDirectory()));
            case Source.Compose c -> compose.detect(attempt, c, reference -> image(attempt, reference, null));
            case Source.GitRepository g -> {
                var tree = files.commit(attempt, g);
                yield profile.runtime().strategy() == Strategy.STATIC ? served(attempt, tree) : tree;
            }
        };
    }

    private ResolvedSource served(Carried attempt, ResolvedSource.Files content) {
        return new ResolvedSource.Site(content, image(attempt, server.image(), null));
    }

    private ResolvedSource.Image image(Carried attempt, String reference, @Nullable String secret) {
        var found = attempt.backend()
                .resolve(
                        attempt.server(),
                        reference,
                        attempt.fromScratch(),
                        credentials.login(attempt, reference, secret),
                        attempt.operation());
        return new ResolvedSource.Image(reference, found.imageId(), found.repoDigest(), secret);
    }

    /** Where the image is there already nothing is built, and the kept files are not needed. */
    private ResolvedSource stillKept(Carried attempt, ResolvedSource source) {
        if (attempt.request().reuse() == null) {
            switch (source) {
                case ResolvedSource.Image image -> {}
                case ResolvedSource.Files content -> files.ensureKept(attempt, content);
                case ResolvedSource.Site site -> files.ensureKept(attempt, site.content());
                case ResolvedSource.Compose made -> {
                    if (made.model().services().values().stream().anyMatch(s -> s.build() != null)) {
                        files.ensureKept(attempt, made.content());
                    }
                }
            }
        }
        return source;
    }
}
