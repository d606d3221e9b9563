package com.appaloft.infrastructure.source.folder;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceProbe;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.source.Source;

/** Reads a folder as a deployment would, and keeps nothing of it. */
final class FolderProbe implements SourceProbe {
    private final FolderArchives archives;

    FolderProbe(FolderArchives archives) {
        this.archives = archives;
    }

    @Override
    public String kind() {
        return "local-folder";
    }

    @Override
    public String look(Server server, Source source, Operation operation) {
        int files = archives.read(source.locator(), operation);
        return "The folder was read: " + files + (files == 1 ? " file." : " files.");
    }
}
