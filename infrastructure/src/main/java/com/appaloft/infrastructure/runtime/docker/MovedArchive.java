package com.appaloft.infrastructure.runtime.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar archive whose entries lie in a folder, as it streams by; the folder is made where it is missing. */
final class MovedArchive {
    private static final int BUFFER = 64 * 1024;

    private final InputStream archive;
    private final String folder;

    /** @param folder without slashes at its ends */
    MovedArchive(InputStream archive, String folder) {
        this.archive = archive;
        this.folder = folder;
    }

    /** Breaks off where the archive cannot be read, so that a part is never taken for the whole. */
    InputStream stream() {
        try {
            var in = new PipedInputStream(BUFFER);
            var out = new PipedOutputStream(in);
            Thread.ofVirtual().name("moved-archive").start(() -> write(out));
            return in;
        } catch (IOException e) {
            throw new IllegalStateException("a fresh pipe cannot be connected", e);
        }
    }

    private void write(PipedOutputStream out) {
        try {
            var moved = new TarArchiveOutputStream(out, "UTF-8");
            moved.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            moved.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            moved.setAddPaxHeadersForNonAsciiNames(true);
            folders(moved);
            var tar = new TarArchiveInputStream(archive);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entry.setName(folder + "/" + entry.getName());
                moved.putArchiveEntry(entry);
                tar.transferTo(moved);
                moved.closeArchiveEntry();
            }
            moved.close();
        } catch (IOException e) {
            // left open: the reader sees a broken pipe and not the end of an archive
            return;
        }
    }

    private void folders(TarArchiveOutputStream moved) throws IOException {
        for (int slash = folder.indexOf('/'); ; slash = folder.indexOf('/', slash + 1)) {
            var entry =
                    new TarArchiveEntry((slash < 0 ? folder : folder.substring(0, slash)) + "/", TarConstants.LF_DIR);
            entry.setMode(0755);
            entry.setModTime(0);
            moved.putArchiveEntry(entry);
            moved.closeArchiveEntry();
            if (slash < 0) {
                return;
            }
        }
    }
}
