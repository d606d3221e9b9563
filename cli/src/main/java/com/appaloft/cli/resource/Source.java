package com.appaloft.cli.resource;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.terminal.Session;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Where a resource comes from, as typed: {@code <kind>:<locator>}. A local folder is made absolute. */
record Source(String kind, String locator) {
    private static final List<String> KINDS =
            List.of("docker-image", "local-folder", "git-repository", "compose", "static-site");

    /**
     * @param kind typed apart; then the whole text is the locator
     * @throws picocli.CommandLine.ParameterException for a kind that does not exist
     */
    static Source typed(Session session, @Nullable String kind, String text) {
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
        return new Source(named, named.equals("local-folder") ? absolute(locator) : locator);
    }

    ObjectNode json() {
        return Json.object().put("kind", kind).put("locator", locator);
    }

    private static String absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize().toString();
    }
}
