package com.appaloft.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generated document of the repository: compared with what the code says, or written anew with {@code -Dappaloft.docs.write=true}. */
public final class CheckedIn {
    private CheckedIn() {}

    /** The repository's {@code docs} folder, seen from the module a test runs in. */
    public static Path docs() {
        return Path.of(System.getProperty("basedir", "."), "..", "docs")
                .toAbsolutePath()
                .normalize();
    }

    public static void isUpToDate(String name, String generated) {
        var file = docs().resolve(name);
        try {
            if (Boolean.getBoolean("appaloft.docs.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, generated);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "(there is no such file)")
                    .as("docs/" + name
                            + " is stale: run mvn -pl domain test -Dappaloft.docs.write=true and check it in")
                    .isEqualTo(generated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
