package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import org.springframework.stereotype.Component;

/** Detect: reads the source and resolves it to something immutable. A snapshot taken over from another attempt is not read again. */
@Component
class SourceDetection {
    private final SourceArchives archives;

    SourceDetection(SourceArchives archives) {
        this.archives = archives;
    }

    ResolvedSource detect(Carried attempt) {
        var snapshot = attempt.deployment().attempt().snapshot();
        return snapshot == null
                ? resolve(attempt, attempt.request().intent().profile().source())
                : stillKept(attempt, snapshot.source());
    }

    private ResolvedSource resolve(Carried attempt, Source source) {
        return switch (source) {
            case Source.DockerImage image -> {
                var found = attempt.backend()
                        .resolve(attempt.server(), image.locator(), attempt.fromScratch(), attempt.operation());
                yield new ResolvedSource.Image(image.locator(), found.imageId(), found.repoDigest());
            }
            case Source.LocalFolder folder -> {
                var kept = archives.capture(folder.locator(), attempt.operation());
                attempt.operation()
                        .line(
                                "system",
                                "read " + kept.files() + " files from " + folder.locator() + ": " + kept.digest());
                yield new ResolvedSource.Folder(folder.locator(), kept.digest(), kept.files(), kept.bytes());
            }
        };
    }

    /** Where the image is there already nothing is built, and the kept folder is not needed. */
    private ResolvedSource stillKept(Carried attempt, ResolvedSource source) {
        if (attempt.request().reuse() == null
                && source instanceof ResolvedSource.Folder folder
                && !archives.has(folder.archive())) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND, "The kept content " + folder.archive() + " of the folder is gone.");
        }
        return source;
    }
}
