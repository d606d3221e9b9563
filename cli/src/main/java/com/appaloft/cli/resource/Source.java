package com.appaloft.cli.resource;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.terminal.Session;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a resource comes from, as typed: {@code <kind>:<locator>}, for a repository {@code git-repository:<url>#<ref>:<directory>},
 * for a site {@code static-site:<folder>#<directory>}, for a compose file {@code compose:<folder>#<file>} or
 * {@code compose:<url>#<ref>:<directory>:<file>}. A folder is made absolute.
 */
public record Source(
        String kind,
        String locator,
        @Nullable String ref,
        @Nullable String directory,
        @Nullable String file) {
    private static final List<String> KINDS =
            List.of("docker-image", "local-folder", "git-repository", "compose", "static-site");

    /**
     * @param kind typed apart; then the whole text is the locator
     * @throws picocli.CommandLine.ParameterException for a kind that does not exist
     */
    public static Source typed(Session session, @Nullable String kind, String text) {
        var colon = text.indexOf(':');
        var named = kind == null && colon > 0 ? text.substring(0, colon) : kind;
        if (named == null || !KINDS.contains(named)) {
            throw session.misuse("A source is <kind>:<locator> with a kind of " + String.join(", ", KINDS)
                    + ", for example local-folder:./app.");
        }
        var locator = kind == null ? text.substring(colon + 1) : text;
        if (locator.isBlank()) {
            throw session.misuse("The source names no place: write it like " + named + ":<locator>.");
        }
        return switch (named) {
            case "git-repository" -> repository(locator);
            case "static-site" -> site(locator);
            case "local-folder" -> new Source(named, absolute(locator));
            case "compose" -> compose(locator);
            default -> new Source(named, locator);
        };
    }

    public ObjectNode json() {
        var source = Json.object().put("kind", kind).put("locator", locator);
        if (ref != null) {
            source.put("gitRef", ref);
        }
        if (directory != null) {
            source.put(kind.equals("static-site") ? "publishDirectory" : "baseDirectory", directory);
        }
        if (file != null) {
            source.put("file", file);
        }
        return source;
    }

    private Source(String kind, String locator) {
        this(kind, locator, null, null, null);
    }

    private static Source site(String text) {
        int hash = text.indexOf('#');
        return hash < 0
                ? new Source("static-site", absolute(text))
                : new Source(
                        "static-site", absolute(text.substring(0, hash)), null, given(text.substring(hash + 1)), null);
    }

    /** In a folder, or in a repository where it looks like the address of one. */
    private static Source compose(String text) {
        boolean address = text.contains("://") || text.matches("[A-Za-z0-9._-]+@[^/]+:.*");
        if (!address) {
            int hash = text.indexOf('#');
            return hash < 0
                    ? new Source("compose", absolute(text))
                    : new Source(
                            "compose", absolute(text.substring(0, hash)), null, null, given(text.substring(hash + 1)));
        }
        var repository = repository(text);
        var part = repository.directory() == null ? "" : repository.directory();
        int colon = part.indexOf(':');
        return new Source(
                "compose",
                repository.locator(),
                repository.ref(),
                given(colon < 0 ? part : part.substring(0, colon)),
                colon < 0 ? null : given(part.substring(colon + 1)));
    }

    private static Source repository(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            return new Source("git-repository", text);
        }
        var part = text.substring(hash + 1);
        int colon = part.indexOf(':');
        return new Source(
                "git-repository",
                text.substring(0, hash),
                given(colon < 0 ? part : part.substring(0, colon)),
                colon < 0 ? null : given(part.substring(colon + 1)),
                null);
    }

    private static @Nullable String given(String word) {
        return word.isEmpty() ? null : word;
    }

    private static String absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize().toString();
    }
}
