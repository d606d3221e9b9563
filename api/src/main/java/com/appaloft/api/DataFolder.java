package com.appaloft.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The folder named by {@code APPALOFT_DATA_DIR}: small files in it that others read, private to the user. */
@Component
public class DataFolder {
    private final Path path;

    DataFolder(Environment environment) {
        var named = environment.getProperty("APPALOFT_DATA_DIR", "");
        path = named.isBlank() ? Path.of(System.getProperty("user.home"), ".appaloft") : Path.of(named);
    }

    public Path path() {
        return path;
    }

    /** Writes the file whole or not at all, mode 0600. */
    public void write(String name, String text) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var draft = Files.createTempFile(
                path,
                name,
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        Files.move(draft, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
