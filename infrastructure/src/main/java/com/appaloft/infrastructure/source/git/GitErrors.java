package com.appaloft.infrastructure.source.git;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.source.folder.FolderArchives;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.errors.UnsupportedCredentialItem;

/** The only place that turns what a git host did into our stable codes. */
final class GitErrors {
    private static final List<String> NO_ENTRY = List.of(
            "not authorized",
            "authentication is required",
            "authentication not supported",
            "git-upload-pack not permitted",
            "auth fail",
            "cannot log in",
            "no more authentication methods",
            "permission denied",
            "403 forbidden",
            "401 unauthorized");
    /** With spaces, as no address has them: JGit puts the address in front of each sentence. */
    private static final List<String> NO_REPOSITORY =
            List.of("not found", "does not exist", "does not appear to be a git repository");

    private GitErrors() {}

    static RuntimeException failure(String locator, Exception thrown) {
        return switch (thrown) {
            case Operation.Canceled canceled -> canceled;
            case BackendFailure known -> known;
            case UnsupportedCredentialItem asked -> noEntry(locator, asked);
            case FileSystemException disk -> FolderArchives.failure(disk);
            case TransportException refused -> refused(locator, refused);
            case NotSupportedException other -> notFound(locator, other);
            case IOException other -> {
                var kept = causedBy(other, RepositoryNotFoundException.class);
                yield kept ? notFound(locator, other) : FolderArchives.failure(other);
            }
            default ->
                new BackendFailure(
                        FailureCode.UNEXPECTED, "Reading " + locator + " failed.", thrown.toString(), thrown);
        };
    }

    /** Whether a host has the repository but does not give a commit that none of its refs names now. */
    static boolean saysNotGiven(TransportException refused) {
        var words = words(refused);
        return words.contains("not valid")
                || words.contains("not our ref")
                || words.contains("unadvertised")
                || words.contains("available for fetch");
    }

    private static BackendFailure refused(String locator, TransportException refused) {
        if (refused instanceof NoRemoteRepositoryException
                || causedBy(refused, UnknownHostException.class)
                || causedBy(refused, RepositoryNotFoundException.class)) {
            return notFound(locator, refused);
        }
        var words = words(refused).toLowerCase(Locale.ROOT);
        if (NO_ENTRY.stream().anyMatch(words::contains)) {
            return noEntry(locator, refused);
        }
        return NO_REPOSITORY.stream().anyMatch(words::contains)
                ? notFound(locator, refused)
                : new BackendFailure(
                        FailureCode.SOURCE_UNREACHABLE,
                        "The git host of " + locator + " could not be reached, or broke off.",
                        words(refused),
                        refused);
    }

    private static BackendFailure noEntry(String locator, Exception why) {
        return new BackendFailure(
                FailureCode.SOURCE_AUTH_FAILED,
                "The git host does not give " + locator + " to us: it needs other credentials.",
                words(why),
                why);
    }

    private static BackendFailure notFound(String locator, Exception why) {
        return new BackendFailure(
                FailureCode.SOURCE_NOT_FOUND, "There is no repository " + locator + ".", words(why), why);
    }

    /** All sentences of the chain. */
    private static String words(Throwable thrown) {
        var all = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            var one = String.valueOf(t.getMessage() == null ? t : t.getMessage());
            if (all.indexOf(one) < 0) {
                all.append(all.isEmpty() ? "" : ": ").append(one);
            }
        }
        return all.toString();
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
