package com.appaloft.infrastructure.source.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bare repository that lives as long as one fetch; what a killed process left is swept a day later. */
final class GitScratch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GitScratch.class);
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;
    private final Repository repository;

    private GitScratch(Path folder, Repository repository) {
        this.folder = folder;
        this.repository = repository;
    }

    static GitScratch in(Path parent, Instant now) throws IOException {
        Files.createDirectories(
                parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        sweep(parent, now.minus(ABANDONED));
        var folder = Files.createTempDirectory(parent, "fetch");
        var repository = new FileRepositoryBuilder()
                .setGitDir(folder.resolve("repository").toFile())
                .setBare()
                .build();
        repository.create(true);
        return new GitScratch(folder, repository);
    }

    Repository repository() {
        return repository;
    }

    /** A folder of its own that stands for a home without any configuration. */
    Path home() {
        return folder;
    }

    /** What has been fetched so far. */
    long bytes() {
        try (var files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            // files come and go while it is filled
            return 0;
        }
    }

    @Override
    public void close() {
        repository.close();
        delete(folder);
    }

    private static void sweep(Path parent, Instant before) throws IOException {
        try (var old = Files.list(parent)) {
            old.filter(folder ->
                            Instant.ofEpochMilli(folder.toFile().lastModified()).isBefore(before))
                    .forEach(GitScratch::delete);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            log.warn("{} is removed later: {}", folder, e.getMessage());
        }
    }
}
