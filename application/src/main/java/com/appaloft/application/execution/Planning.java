package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Ids;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.resource.ProfileRules;
import com.appaloft.domain.shared.SnapshotId;
import com.appaloft.domain.source.ResolvedSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plan: turns what was asked for and what was found into a snapshot, or takes over the one the attempt began with. */
@Component
class Planning {
    static final String DEFAULT_DOCKERFILE = "Dockerfile";

    private final AttemptJournal journal;
    private final SourceArchives archives;
    private final Ids ids;

    Planning(AttemptJournal journal, SourceArchives archives, Ids ids) {
        this.journal = journal;
        this.archives = archives;
        this.ids = ids;
    }

    Snapshot plan(Carried attempt, ResolvedSource source) {
        var taken = attempt.deployment().attempt().snapshot();
        if (taken != null) {
            return taken;
        }
        var request = attempt.request();
        var profile = request.intent().profile();
        ProfileRules.violation(profile).ifPresent(problem -> {
            throw new BackendFailure(FailureCode.PLAN_INVALID, problem.detail());
        });
        var dockerfile = dockerfile(profile.runtime().dockerfilePath());
        if (source instanceof ResolvedSource.Files files && !archives.contains(files.archive(), dockerfile)) {
            throw new BackendFailure(
                    FailureCode.DOCKERFILE_MISSING,
                    "The source " + files.locator() + " has no file " + dockerfile + ".");
        }
        var snapshot = new Snapshot(
                new SnapshotId(ids.next(SnapshotId.PREFIX)),
                source,
                profile.runtime(),
                profile.network(),
                profile.health(),
                request.intent().environment(),
                request.serverId(),
                request.destinationId(),
                profile.version());
        journal.captured(attempt.id(), snapshot);
        return snapshot;
    }

    static String dockerfile(@Nullable String path) {
        return path == null ? DEFAULT_DOCKERFILE : path;
    }
}
