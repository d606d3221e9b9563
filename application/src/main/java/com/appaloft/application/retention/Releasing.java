package com.appaloft.application.retention;

import com.appaloft.application.port.PastAttempts;
import com.appaloft.application.port.Releases;
import com.appaloft.application.port.Releases.Pending;
import com.appaloft.application.port.Releases.Release;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.server.Server;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes away what was let go of, by exact name, one after the other; each may be done twice, and what fails waits for the next time. */
@Component
public class Releasing {
    private static final Logger log = LoggerFactory.getLogger(Releasing.class);
    private static final int AT_ONCE = 100;
    private final UnitOfWork unitOfWork;
    private final Releases releases;
    private final PastAttempts past;
    private final Hosts hosts;

    /** Where things are taken away from. */
    @Component
    static class Hosts {
        private final Servers servers;
        private final RuntimeBackends backends;
        private final KeptImages images;
        private final SourceArchives archives;

        Hosts(Servers servers, RuntimeBackends backends, KeptImages images, SourceArchives archives) {
            this.servers = servers;
            this.backends = backends;
            this.images = images;
            this.archives = archives;
        }
    }

    Releasing(UnitOfWork unitOfWork, Releases releases, PastAttempts past, Hosts hosts) {
        this.unitOfWork = unitOfWork;
        this.releases = releases;
        this.past = past;
        this.hosts = hosts;
    }

    /** Never throws for what could not be taken away now. */
    public void releaseWhatWaits() {
        var away = new HashSet<String>();
        for (var pending : unitOfWork.perform(() -> releases.pending(AT_ONCE))) {
            if (!away.contains(place(pending.release()))) {
                release(pending, away);
            }
        }
    }

    /** @param away where it failed: what else waits there is not tried now */
    private void release(Pending pending, Set<String> away) {
        var release = pending.release();
        boolean gone = false;
        try {
            gone = release(release);
        } catch (RuntimeException e) {
            log.warn("{} is taken away later: {}", release, e.getMessage());
            away.add(place(release));
        }
        if (gone) {
            unitOfWork.run(() -> releases.done(pending));
        } else {
            unitOfWork.run(() -> releases.later(pending));
        }
    }

    private static String place(Release release) {
        return switch (release) {
            case Release.KeepTag tag -> tag.server().value();
            case Release.Archive archive -> "archives";
        };
    }

    private boolean release(Release release) {
        return switch (release) {
            case Release.KeepTag tag -> letGo(tag);
            case Release.Archive archive ->
                unitOfWork.perform(() -> past.needArchive(archive.digest()))
                        || hosts.archives.discard(archive.digest());
        };
    }

    /** On a server that is deregistered nothing is ours to change any more. */
    private boolean letGo(Release.KeepTag tag) {
        return unitOfWork
                .perform(() -> hosts.servers.find(tag.server()))
                .filter(Server::registered)
                .map(server -> hosts.images.letGo(hosts.backends.of(server), server, tag.tag()))
                .orElse(true);
    }
}
