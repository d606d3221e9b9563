package com.appaloft.infrastructure.source.git;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.GitRepositories;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceArchives.Archive;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.source.folder.FolderArchives;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Repositories through JGit: asks for a ref, fetches one commit into a scratch repository, and keeps its tree as an archive. */
public final class JGitRepositories implements GitRepositories {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}");

    private final FolderArchives archives;
    private final Path scratch;
    private final GitLimits limits;
    private final Clock clock;

    public JGitRepositories(FolderArchives archives, Path dataDirectory, GitLimits limits, Clock clock) {
        IsolatedSystem.install();
        this.archives = archives;
        this.scratch = dataDirectory.resolve("git");
        this.limits = limits;
        this.clock = clock;
    }

    /** What is done in a scratch repository with a way to the host. */
    private interface Visit<T> {
        T at(GitHost host, GitScratch here) throws IOException;
    }

    @Override
    public String commit(Remote remote, Operation operation) {
        var wanted = remote.source().gitRef();
        if (wanted != null && COMMIT.matcher(wanted).matches()) {
            return wanted.toLowerCase(Locale.ROOT);
        }
        return visit(remote, operation, (host, here) -> host.talk(transport -> commitOf(transport, wanted)));
    }

    @Override
    public Archive capture(Remote remote, String commit, Operation operation) {
        return tree(remote, commit, operation, tree -> archives.keep(tree::writeTo));
    }

    @Override
    public Optional<byte[]> file(Remote remote, String commit, String name, int most, Operation operation) {
        return tree(remote, commit, operation, tree -> tree.file(name, most));
    }

    /** What is read of the tree of a commit. */
    private interface Reading<T> {
        T of(GitTree tree) throws IOException;
    }

    private <T> T tree(Remote remote, String commit, Operation operation, Reading<T> reading) {
        return visit(remote, operation, (host, here) -> {
            var id = ObjectId.fromString(commit);
            fetch(host, id, operation);
            var directory = remote.source().baseDirectory();
            try {
                return reading.of(GitTree.of(here.repository(), id, directory, limits.size(), operation));
            } catch (MissingObjectException e) {
                throw notThere("There is no commit " + commit + " in the repository.", e);
            }
        });
    }

    private <T> T visit(Remote remote, Operation operation, Visit<T> visit) {
        try {
            operation.throwIfCanceled();
            var here = GitScratch.in(scratch, clock.instant());
            return GitWork.within(limits.whole(), operation, () -> small(here), () -> {
                try (here) {
                    return visit.at(new GitHost(remote, here, limits.silence()), here);
                }
            });
        } catch (Exception e) {
            throw GitErrors.failure(remote.source().locator(), e);
        }
    }

    private void small(GitScratch here) {
        if (here.bytes() > limits.size().bytes()) {
            throw new BackendFailure(
                    FailureCode.SOURCE_TOO_LARGE,
                    "The repository sends more than " + (limits.size().bytes() >> 20) + " MiB.");
        }
    }

    private static String commitOf(Transport transport, @Nullable String wanted) throws IOException {
        var names = wanted == null
                ? List.of(Constants.HEAD)
                : List.of(Constants.R_HEADS + wanted, Constants.R_TAGS + wanted, wanted);
        try (FetchConnection connection = opened(transport, names)) {
            return names.stream()
                    .map(connection::getRef)
                    .filter(ref -> ref != null && ref.getObjectId() != null)
                    .findFirst()
                    .map(JGitRepositories::peeled)
                    .orElseThrow(() -> notThere(
                            wanted == null
                                    ? "The repository has no commit yet."
                                    : "The repository has no branch and no tag " + wanted + ".",
                            null));
        }
    }

    /** Asks for these names only; a repository on this disk breaks off where none of them is there, and is asked for all. */
    private static FetchConnection opened(Transport transport, List<String> names) throws IOException {
        return GitHost.onThisDisk(transport.getURI())
                ? transport.openFetch()
                : transport.openFetch(List.of(), names.toArray(String[]::new));
    }

    private static String peeled(Ref ref) {
        var behindTag = ref.getPeeledObjectId();
        return Objects.requireNonNull(behindTag == null ? ref.getObjectId() : behindTag)
                .name();
    }

    /** That commit alone; where the host gives only what its refs name now, everything, to find it there. */
    private static void fetch(GitHost host, ObjectId commit, Operation operation) throws IOException {
        try {
            host.talk(transport -> {
                transport.setDepth(1);
                return transport.fetch(
                        new GitProgress(operation), List.of(new RefSpec(commit.name() + ":refs/heads/pinned")));
            });
        } catch (TransportException refused) {
            if (!GitErrors.saysNotGiven(refused) && !host.onThisDisk()) {
                throw refused;
            }
            operation.line("system", "the host does not give that commit alone; all of its branches are fetched");
            host.talk(transport -> transport.fetch(
                    new GitProgress(operation),
                    List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"))));
        }
    }

    private static BackendFailure notThere(String sentence, @Nullable Throwable cause) {
        return new BackendFailure(FailureCode.SOURCE_REF_NOT_FOUND, sentence, null, cause);
    }
}
