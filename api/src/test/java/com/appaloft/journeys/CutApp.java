package com.appaloft.journeys;

import com.appaloft.infrastructure.runtime.docker.TinyRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** What is deployed while the way to the server is cut. */
enum CutApp {
    SMALL(1),
    /** Its files take so long to be sent that the way breaks while they are. */
    LARGE(1),
    /** Reached by its name, through the server's proxy. */
    NAMED(1),
    /** Comes from a registry that the server reaches whatever becomes of the way to us, and takes its time. */
    PULLED(1),
    /** Two services of a compose file, of which one waits for the other to have run. */
    SEVERAL(2),
    /** A static site, whose files are put into what serves them, and are as many bytes as those of the large one. */
    SITE(1);

    private static final int LARGE_BYTES = 30 << 20;
    private static final String COMPOSE = """
            services:
              web:
                build: .
                depends_on: {migrate: {condition: service_completed_successfully}}
              migrate:
                build: .
                command: [/bin/busybox, sleep, "2"]
            """;

    private final int containers;

    CutApp(int containers) {
        this.containers = containers;
    }

    int containers() {
        return containers;
    }

    Map<String, String> source(Path folder, TinyRegistry registry) {
        return switch (this) {
            case SEVERAL -> Map.of("kind", "compose", "locator", folder.toString(), "service", "web");
            case SITE -> Map.of("kind", "static-site", "locator", folder.toString(), "publishDirectory", "www");
            case PULLED -> Workspace.image(registry.repository("app") + ":1");
            case SMALL, LARGE, NAMED -> Workspace.folder(folder);
        };
    }

    /** @param port on the server, where it has one of its own */
    Map<String, ?> network(int port) {
        return this == NAMED
                ? Map.of("internalPort", 8080, "exposure", "generated")
                : Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", port);
    }

    /** Replaces what is to be deployed by a healthy version that says this. */
    void write(Path folder, TinyRegistry registry, String text, Random random) {
        if (this == PULLED) {
            registry.pushSite("app", "1", text);
            return;
        }
        Apps.become(
                folder,
                switch (random.nextInt(3)) {
                    case 0 -> Apps.slowToServe(text, 1);
                    case 1 -> Apps.slowToBuild(text, 2);
                    default -> Apps.site(text);
                });
        try {
            switch (this) {
                case SMALL, NAMED, PULLED -> {}
                case LARGE, SITE -> {
                    var bytes = new byte[LARGE_BYTES];
                    random.nextBytes(bytes);
                    Files.write(folder.resolve("www/large"), bytes);
                }
                case SEVERAL -> Files.writeString(folder.resolve("compose.yaml"), COMPOSE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
