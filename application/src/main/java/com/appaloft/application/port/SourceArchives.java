package com.appaloft.application.port;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the files of sources, content-addressed, so that a retry runs what was there and not what is there now. */
public interface SourceArchives {
    /**
     * A folder's content as it was read.
     *
     * @param digest {@code sha256:…} of the tar archive; the same content always has the same digest
     * @param bytes size of the archive
     */
    record Archive(String digest, int files, long bytes) {}

    /**
     * Reads the folder and keeps its content.
     *
     * @param directory the part of the folder that is taken; absent takes all of it
     * @throws BackendFailure {@code source-not-found}, {@code source-too-large}, {@code source-unsafe} (a link that leaves the folder)
     */
    Archive capture(String folder, @Nullable String directory, Operation operation);

    /** Whether the content is still kept and whole. */
    boolean has(String digest);

    /** The tar archive. The caller closes it. */
    InputStream open(String digest);

    /**
     * A regular file of the archive, at most one byte more than {@code most} of it.
     *
     * @param path relative, from the root
     */
    Optional<byte[]> file(String digest, String path, int most);

    /** Whether the archive has a regular file of this relative path. */
    boolean contains(String digest, String path);

    /**
     * Deletes the archive. One that was captured a short while ago stays, as its attempt may not have recorded it yet.
     *
     * @return whether it is gone
     */
    boolean discard(String digest);

    /** The digests of what was captured more than a day ago; captures that old which were never completed are deleted. */
    List<String> old();
}
