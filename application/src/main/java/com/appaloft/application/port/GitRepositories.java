package com.appaloft.application.port;

import com.appaloft.application.port.SourceArchives.Archive;
import com.appaloft.domain.source.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads repositories without checking them out. All methods fail with {@link BackendFailure} ({@code source-not-found},
 * {@code source-auth-failed}, {@code source-unreachable}), or with {@link Operation.Canceled} once the operation is canceled.
 */
public interface GitRepositories {
    /**
     * A repository and what opens it.
     *
     * @param credentials the revealed secret; never logged
     */
    record Remote(Source.GitRepository source, @Nullable String credentials) {
        /** Without the credentials. */
        @Override
        public String toString() {
            return "Remote[" + source.locator() + "]";
        }
    }

    /** The commit that the ref names now, 40 hex digits. @throws BackendFailure {@code source-ref-not-found} */
    String commit(Remote remote, Operation operation);

    /**
     * Fetches this commit and keeps its tree, or the base directory of it; the same content always has the same digest.
     *
     * @throws BackendFailure {@code source-ref-not-found}, {@code source-too-large}, {@code source-unsafe} (a link in the tree)
     */
    Archive capture(Remote remote, String commit, Operation operation);

    /**
     * The content of one file of this commit, below the base directory; keeps nothing. Empty where there is no such file.
     *
     * @param most bytes; of a larger file one byte more than these is answered
     */
    Optional<byte[]> file(Remote remote, String commit, String name, int most, Operation operation);
}
