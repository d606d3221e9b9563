package com.appaloft.infrastructure.runtime.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small text files of a container, running or not, by way of its engine. */
final class ContainerFiles {
    private static final int LONGEST = 16 << 20;

    private final Engine engine;
    private final String container;

    ContainerFiles(Engine engine, String container) {
        this.engine = engine;
        this.container = container;
    }

    /**
     * Writes them one after the other; each is empty for a moment.
     *
     * @param folder that is there
     * @param files by their absolute paths in it; a path that ends in a slash makes a folder, in place of a file or the other way round
     */
    void put(String folder, Map<String, String> files) {
        var request = EngineRequest.put("/containers/" + container + "/archive", Map.of("path", folder));
        engine.ask(request.with(archive(folder, files))).close();
    }

    /** All that is at this path and below it, by their absolute paths, those of folders with a slash; empty where there is nothing. */
    Map<String, String> read(String path) {
        var request = EngineRequest.get("/containers/" + container + "/archive", Map.of("path", path));
        var above = path.substring(0, path.lastIndexOf('/') + 1);
        var found = new HashMap<String, String>();
        try (var answer = engine.ask(request);
                var tar = new TarArchiveInputStream(answer.body())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                found.put(above + entry.getName(), new String(tar.readNBytes(LONGEST), StandardCharsets.UTF_8));
            }
            return found;
        } catch (NotFoundException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream archive(String folder, Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var file : files.entrySet()) {
                var content = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(
                        file.getKey().substring(folder.length()).replaceFirst("^/", ""));
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory cannot be written", e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
