package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.GitRepositories;
import com.appaloft.application.port.GitRepositories.Remote;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.application.port.SourceArchives.Archive;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the files of a source into a kept archive, and gets them again where the archive is gone and a commit pins them. */
@Component
class SourceFiles {
    private final SourceArchives archives;
    private final GitRepositories repositories;
    private final SourceCredentials credentials;

    SourceFiles(SourceArchives archives, GitRepositories repositories, SourceCredentials credentials) {
        this.archives = archives;
        this.repositories = repositories;
        this.credentials = credentials;
    }

    /** @param directory the part of it that is taken */
    ResolvedSource.Files folder(Carried attempt, String locator, @Nullable String directory) {
        var kept = archives.capture(locator, directory, attempt.operation());
        tell(attempt, kept, locator);
        return new ResolvedSource.Folder(locator, kept.digest(), kept.files(), kept.bytes());
    }

    ResolvedSource.Files commit(Carried attempt, Source.GitRepository source) {
        var remote = remote(attempt, source);
        var commit = repositories.commit(remote, attempt.operation());
        attempt.operation()
                .line("system", (source.gitRef() == null ? "HEAD" : source.gitRef()) + " is the commit " + commit);
        var kept = repositories.capture(remote, commit, attempt.operation());
        tell(attempt, kept, source.locator());
        return new ResolvedSource.Git(source, commit, kept.digest(), kept.files(), kept.bytes());
    }

    /** Makes sure that the files are there, as they were. */
    void ensureKept(Carried attempt, ResolvedSource.Files files) {
        if (archives.has(files.archive())) {
            return;
        }
        switch (files) {
            case ResolvedSource.Folder folder ->
                throw new BackendFailure(
                        FailureCode.SOURCE_NOT_FOUND,
                        "The kept content " + folder.archive() + " of the folder is gone.");
            case ResolvedSource.Git git -> fetchAgain(attempt, git);
        }
    }

    /** The tar archive of the files. The caller closes it. */
    InputStream open(Carried attempt, ResolvedSource.Files files) {
        ensureKept(attempt, files);
        return archives.open(files.archive());
    }

    private void fetchAgain(Carried attempt, ResolvedSource.Git git) {
        attempt.operation().line("system", "fetches the commit " + git.commit() + " again");
        var kept = repositories.capture(remote(attempt, git.origin()), git.commit(), attempt.operation());
        if (!kept.digest().equals(git.archive())) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND,
                    "The commit " + git.commit() + " no longer gives the content " + git.archive() + ".");
        }
    }

    private Remote remote(Carried attempt, Source.GitRepository source) {
        return new Remote(source, credentials.reveal(attempt, source.credentialsSecret()));
    }

    private static void tell(Carried attempt, Archive kept, String from) {
        attempt.operation().line("system", "read " + kept.files() + " files from " + from + ": " + kept.digest());
    }
}
