package com.appaloft.cli.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Where the control plane answers and what opens its door.
 *
 * @param base scheme, host and port, without a path
 * @param token bearer token; empty where none is known
 */
public record Connection(URI base, String token) {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    /**
     * Reads {@code APPALOFT_URL} and {@code APPALOFT_TOKEN}; without them the local server and its token file. The local token is
     * never sent to another machine.
     *
     * @throws Unusable if the address or the token cannot be used
     */
    public static Connection from(Map<String, String> environment) {
        var data = dataDirectory(environment);
        var base = given(environment, "APPALOFT_URL")
                .or(() -> announced(data))
                .orElseGet(() -> "http://127.0.0.1:"
                        + given(environment, "APPALOFT_HTTP_PORT").orElse("8080"));
        var address = address(base);
        var token = given(environment, "APPALOFT_TOKEN")
                .or(() -> line(data.resolve("admin-token")).filter(t -> loopback(address)))
                .or(() -> given(environment, "APPALOFT_ADMIN_TOKEN").filter(t -> loopback(address)))
                .orElse("");
        return new Connection(address, token);
    }

    /** Where the local control plane keeps its files. */
    public static Path dataDirectory(Map<String, String> environment) {
        return given(environment, "APPALOFT_DATA_DIR")
                .map(Path::of)
                .orElseGet(
                        () -> Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".appaloft"));
    }

    URI at(Route route) {
        return URI.create(base + route.toString());
    }

    boolean encrypted() {
        return "https".equals(base.getScheme());
    }

    private static URI address(String text) {
        try {
            var address = URI.create(text.strip().replaceAll("/+$", ""));
            if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new Unusable("The server's address is not a URL; set APPALOFT_URL like http://127.0.0.1:8080.", e);
        }
        throw new Unusable("The server's address is not an http URL; set APPALOFT_URL like http://127.0.0.1:8080.");
    }

    private static boolean loopback(URI address) {
        return LOOPBACK.contains(address.getHost());
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Optional<String> announced(Path data) {
        return read(data.resolve("server.json")).flatMap(text -> {
            try {
                return Optional.of(Json.read(text).path("url").asString("")).filter(url -> !url.isBlank());
            } catch (JacksonException e) {
                return Optional.empty(); // being written right now: the default address is as good a guess
            }
        });
    }

    private static Optional<String> line(Path file) {
        return read(file).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Unusable("The file " + file + " cannot be read; set APPALOFT_URL and APPALOFT_TOKEN instead.", e);
        }
    }

    /** The settings lead to no server; the message is one sentence with the next step. */
    public static final class Unusable extends RuntimeException {
        Unusable(String message) {
            super(message);
        }

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
