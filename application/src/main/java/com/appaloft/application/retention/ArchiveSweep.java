package com.appaloft.application.retention;

import com.appaloft.application.port.PastAttempts;
import com.appaloft.application.port.Releases;
import com.appaloft.application.port.Releases.Release;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.application.port.UnitOfWork;
import org.springframework.stereotype.Component;

/** Lets go of kept content that no attempt refers to, such as that of an attempt which failed before it recorded its snapshot. */
@Component
public class ArchiveSweep {
    private final UnitOfWork unitOfWork;
    private final SourceArchives archives;
    private final PastAttempts past;
    private final Releases releases;

    ArchiveSweep(UnitOfWork unitOfWork, SourceArchives archives, PastAttempts past, Releases releases) {
        this.unitOfWork = unitOfWork;
        this.archives = archives;
        this.past = past;
        this.releases = releases;
    }

    public void sweep() {
        var old = archives.old();
        if (old.isEmpty()) {
            return;
        }
        unitOfWork.run(() -> {
            var needed = past.neededArchives();
            old.stream()
                    .filter(digest -> !needed.contains(digest))
                    .map(Release.Archive::new)
                    .forEach(releases::add);
        });
    }
}
