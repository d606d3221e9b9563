package com.appaloft.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The example's folder, edited from version to version as a developer would. */
record DemoApplication(Path folder) {
    static final String LAST_WORDS = "hello version 2: the settings file is missing, giving up";

    /** A copy that the story may edit. */
    static DemoApplication copiedTo(Path target, Path example) throws IOException {
        try (var files = Files.walk(example)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var copy = target.resolve(example.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return new DemoApplication(target);
    }

    static String page(int version) {
        return "Hello from version " + version;
    }

    void serving(int version) throws IOException {
        Files.writeString(folder.resolve("www/index.html"), page(version) + "\n");
        Files.writeString(
                folder.resolve("start.sh"),
                "echo \"hello version " + version + ": serving /www on port 8080\"\nexec httpd -f -p 8080 -h /www\n");
    }

    /** Version 2, whose process says why it gives up and exits. */
    void broken() throws IOException {
        Files.writeString(folder.resolve("www/index.html"), page(2) + "\n");
        Files.writeString(folder.resolve("start.sh"), "echo \"" + LAST_WORDS + "\" >&2\nexit 1\n");
    }
}
