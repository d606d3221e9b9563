package com.appaloft.api.resource;

import com.appaloft.api.json.Checks;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source as requests and answers show it: {@code {kind, locator}}. */
public record SourceFields(@Nullable String kind, @Nullable String locator) {
    private static final List<String> LATER = List.of("git-repository", "compose", "static-site");

    public static SourceFields of(Source source) {
        return new SourceFields(source.kind(), source.locator());
    }

    Source read(String pointer) {
        var where = Checks.text(locator, pointer + "/locator");
        var named = Checks.present(kind, pointer + "/kind");
        return switch (named) {
            case "docker-image" -> new Source.DockerImage(where);
            case "local-folder" -> new Source.LocalFolder(where);
            default ->
                throw Problem.invalid(
                                pointer + "/kind",
                                (LATER.contains(named)
                                                ? "Sources of kind " + named + " are not supported yet"
                                                : "There is no such kind of source")
                                        + "; choose docker-image or local-folder.")
                        .asRefusal();
        };
    }
}
