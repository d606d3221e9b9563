package com.appaloft.infrastructure.source.folder;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar archive that depends on nothing but its content, with limits: no times, no owners, modes that say only "executable". */
public final class SourceTar implements AutoCloseable {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 4_096;
    /** Each takes an open directory while it is read. */
    private static final int DEEPEST = 200;
    /** What is left out may be many times what is not, such as dependencies. */
    private static final long VISITS_PER_FILE = 10;

    private final TarArchiveOutputStream tar;
    private final FolderLimits limits;
    private final Operation operation;
    private int files;
    private int entries;
    private long visited;
    private long bytes;

    public SourceTar(OutputStream out, FolderLimits limits, Operation operation) {
        this.tar = new TarArchiveOutputStream(out, "UTF-8");
        this.limits = limits;
        this.operation = operation;
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** How many files it has. */
    public int files() {
        return files;
    }

    public void directory(String name) throws IOException {
        count(0);
        tar.putArchiveEntry(entry(name + "/", TarConstants.LF_DIR, 0755));
        tar.closeArchiveEntry();
    }

    public void link(String name, String target) throws IOException {
        count(0);
        files++;
        TarArchiveEntry link = entry(name, TarConstants.LF_SYMLINK, 0777);
        link.setLinkName(target);
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
    }

    /** Begins a file of exactly this size; {@link #write} its content, then {@link #endFile}. */
    public void beginFile(String name, long size, boolean executable) throws IOException {
        count(size);
        files++;
        TarArchiveEntry file = entry(name, TarConstants.LF_NORMAL, executable ? 0755 : 0644);
        file.setSize(size);
        tar.putArchiveEntry(file);
    }

    public void write(byte[] buffer, int length) throws IOException {
        pause();
        tar.write(buffer, 0, length);
    }

    public void endFile() throws IOException {
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /**
     * Says that something is looked at, whether it is written or left out: all that is looked at takes time.
     *
     * @throws BackendFailure {@code source-too-large}, {@code source-unsafe} where no file system knows such a name
     */
    public void visit(String path) {
        pause();
        visited++;
        if (visited > VISITS_PER_FILE * limits.files()) {
            throw new BackendFailure(
                    FailureCode.SOURCE_TOO_LARGE, "The source has more than " + limits.files() + " files.");
        }
        if (path.chars().filter(c -> c == '/').count() > DEEPEST) {
            throw new BackendFailure(
                    FailureCode.SOURCE_UNSAFE, "The source has more than " + DEEPEST + " folders inside each other.");
        }
        int name = path.length() - path.lastIndexOf('/') - 1;
        if (name > LONGEST_NAME || path.length() > LONGEST_PATH) {
            throw new BackendFailure(
                    FailureCode.SOURCE_UNSAFE,
                    "A name in the source is longer than " + LONGEST_NAME + " characters, or a path than "
                            + LONGEST_PATH + ".");
        }
    }

    /** Whoever waits no longer has canceled it or interrupted its thread. */
    private void pause() {
        operation.throwIfCanceled();
        if (Thread.currentThread().isInterrupted()) {
            throw new Operation.Canceled();
        }
    }

    private void count(long size) {
        pause();
        entries++;
        bytes += size;
        if (entries > limits.files()) {
            throw new BackendFailure(
                    FailureCode.SOURCE_TOO_LARGE, "The source has more than " + limits.files() + " files.");
        }
        if (bytes > limits.bytes()) {
            throw new BackendFailure(
                    FailureCode.SOURCE_TOO_LARGE, "The source has more than " + (limits.bytes() >> 20) + " MiB.");
        }
    }

    private static TarArchiveEntry entry(String name, byte type, int mode) {
        var entry = new TarArchiveEntry(name, type, true);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setModTime(0);
        return entry;
    }
}
