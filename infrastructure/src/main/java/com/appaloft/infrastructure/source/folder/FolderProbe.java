package com.appaloft.infrastructure.source.folder;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceProbe;
import com.appaloft.domain.source.Source;
import org.jspecify.annotations.Nullable;

/** Reads a folder, or the published part of a static site's, as a deployment would, and keeps nothing of it. */
final class FolderProbe implements SourceProbe {
    private final String kind;
    private final FolderArchives archives;

    FolderProbe(String kind, FolderArchives archives) {
        this.kind = kind;
        this.archives = archives;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String look(Question question, Operation operation) {
        int files = archives.read(question.source().locator(), part(question.source()), operation);
        return "The folder was read: " + files + (files == 1 ? " file." : " files.");
    }

    private static @Nullable String part(Source source) {
        return source instanceof Source.StaticSite site ? site.publishDirectory() : null;
    }
}
