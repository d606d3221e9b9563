package com.appaloft.api.resource;

import com.appaloft.api.json.Checks;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.shared.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a resource proves that it is well, as requests and answers show it (API.md {@code health}); times in seconds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HealthFields(
        @Nullable String type,
        @Nullable String path,
        @Nullable Integer expectedStatus,
        @Nullable List<String> command,
        @Nullable Integer intervalSeconds,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer retries,
        @Nullable Integer startPeriodSeconds) {
    private static final int HOUR = 3_600;

    public static HealthFields of(HealthSpec health) {
        return switch (health) {
            case HealthSpec.Http h ->
                new HealthFields(
                        "http",
                        h.path(),
                        h.expectedStatus(),
                        null,
                        h.intervalSeconds(),
                        h.timeoutSeconds(),
                        h.retries(),
                        h.startPeriodSeconds());
            case HealthSpec.Command c ->
                new HealthFields(
                        "command",
                        null,
                        null,
                        c.command(),
                        c.intervalSeconds(),
                        c.timeoutSeconds(),
                        c.retries(),
                        c.startPeriodSeconds());
            case HealthSpec.Image i -> new HealthFields("image", null, null, null, null, null, null, null);
            case HealthSpec.None n -> new HealthFields("none", null, null, null, null, null, null, null);
        };
    }

    HealthSpec read() {
        return switch (Checks.present(type, "/health/type")) {
            case "http" ->
                new HealthSpec.Http(
                        readPath(),
                        given(expectedStatus, 200, 100, 599, "expectedStatus"),
                        interval(),
                        timeout(),
                        givenRetries(),
                        startPeriod());
            case "command" ->
                new HealthSpec.Command(readCommand(), interval(), timeout(), givenRetries(), startPeriod());
            case "image" -> new HealthSpec.Image();
            case "none" -> new HealthSpec.None();
            default ->
                throw Problem.invalid("/health/type", "Choose one of http, command, image, none.")
                        .asRefusal();
        };
    }

    private String readPath() {
        var text = Checks.text(path, "/health/path");
        boolean safe = text.startsWith("/") && text.chars().allMatch(c -> c > ' ' && c < 127);
        if (!safe) {
            throw Problem.invalid("/health/path", "A health path starts with / and holds visible ASCII characters.")
                    .asRefusal();
        }
        return text;
    }

    private List<String> readCommand() {
        var words = Checks.present(command, "/health/command");
        if (words.isEmpty()) {
            throw Problem.invalid("/health/command", "Give the command as a list of words.")
                    .asRefusal();
        }
        for (int i = 0; i < words.size(); i++) {
            Checks.text(words.get(i), "/health/command/" + i);
        }
        return words;
    }

    private int interval() {
        return given(intervalSeconds, 2, 1, HOUR, "intervalSeconds");
    }

    private int timeout() {
        return given(timeoutSeconds, 2, 1, HOUR, "timeoutSeconds");
    }

    private int givenRetries() {
        return given(retries, 5, 1, 1_000, "retries");
    }

    private int startPeriod() {
        return given(startPeriodSeconds, 10, 0, HOUR, "startPeriodSeconds");
    }

    private static int given(@Nullable Integer value, int otherwise, int least, int most, String field) {
        return value == null ? otherwise : Checks.between(value, least, most, "/health/" + field);
    }
}
