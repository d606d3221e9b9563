package com.appaloft.infrastructure.runtime.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** One folder of a tar archive as an archive of its own, as it streams by. */
final class PartOfArchive {
    private static final int BUFFER = 64 * 1024;

    private final InputStream archive;
    private final String prefix;

    /** @param folder without slashes at its ends */
    PartOfArchive(InputStream archive, String folder) {
        this.archive = archive;
        this.prefix = folder + "/";
    }

    /** Breaks off where the archive cannot be read, so that a part is never taken for the whole. */
    InputStream stream() {
        try {
            var in = new PipedInputStream(BUFFER);
            var out = new PipedOutputStream(in);
            Thread.ofVirtual().name("part-of-archive").start(() -> write(out));
            return in;
        } catch (IOException e) {
            throw new IllegalStateException("a fresh pipe cannot be connected", e);
        }
    }

    private void write(PipedOutputStream out) {
        try {
            var part = new TarArchiveOutputStream(out, "UTF-8");
            part.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            part.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            part.setAddPaxHeadersForNonAsciiNames(true);
            var tar = new TarArchiveInputStream(archive);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().startsWith(prefix) && entry.getName().length() > prefix.length()) {
                    entry.setName(entry.getName().substring(prefix.length()));
                    part.putArchiveEntry(entry);
                    tar.transferTo(part);
                    part.closeArchiveEntry();
                }
            }
            part.close();
        } catch (IOException e) {
            // left open: the reader sees a broken pipe and not the end of an archive
            return;
        }
    }
}
