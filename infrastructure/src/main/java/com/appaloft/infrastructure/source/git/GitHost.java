package com.appaloft.infrastructure.source.git;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.GitRepositories.Remote;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.source.GitLocator;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** Opens the way to one repository: over ssh only to the host key that was named, over http only with what was meant for that host. */
final class GitHost {
    /** What is done while the way is open. */
    @FunctionalInterface
    interface Talk<T> {
        T with(Transport transport) throws IOException;
    }

    private final Remote remote;
    private final URIish address;
    private final GitScratch scratch;
    private final Duration silence;

    GitHost(Remote remote, GitScratch scratch, Duration silence) throws URISyntaxException {
        this.remote = remote;
        this.address = new URIish(remote.source().locator());
        this.scratch = scratch;
        this.silence = silence;
    }

    <T> T talk(Talk<T> talk) throws IOException {
        if (GitLocator.overSsh(remote.source().locator())) {
            return overSsh(talk);
        }
        if (onThisDisk() && !Files.isDirectory(Path.of(address.getPath()))) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND,
                    "There is no repository " + remote.source().locator() + ".");
        }
        return through(null, talk);
    }

    /** There a refusal is not told but breaks off. */
    boolean onThisDisk() {
        return onThisDisk(address);
    }

    static boolean onThisDisk(URIish address) {
        return "file".equals(address.getScheme());
    }

    private <T> T overSsh(Talk<T> talk) throws IOException {
        var seen = new ArrayList<String>();
        for (var kind : SshDoor.KINDS) {
            try (var door = new SshDoor(remote, scratch.home(), kind)) {
                try {
                    return through(door, talk);
                } catch (TransportException e) {
                    if (door.opened() || door.presented() == null && !noCommonKind(e)) {
                        throw e;
                    }
                    if (door.presented() != null) {
                        seen.add(door.presented());
                    }
                }
            }
        }
        throw SshDoor.mismatch(remote.source(), seen);
    }

    private <T> T through(@Nullable SshDoor door, Talk<T> talk) throws IOException {
        var repository = scratch.repository();
        redirects(repository);
        try (var transport = Transport.open(repository, address)) {
            transport.setTimeout((int) silence.toSeconds());
            transport.setTagOpt(TagOpt.NO_TAGS);
            if (door == null) {
                transport.setCredentialsProvider(new WebCredentials(address, remote.credentials()));
            } else if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(door.sessions());
            }
            return talk.with(transport);
        }
    }

    /** A host that is given credentials may not send us elsewhere with them. */
    private void redirects(Repository repository) {
        repository
                .getConfig()
                .setString("http", null, "followRedirects", remote.credentials() == null ? "initial" : "false");
    }

    private static boolean noCommonKind(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (String.valueOf(t.getMessage()).contains("negotiate")) {
                return true;
            }
        }
        return false;
    }
}
