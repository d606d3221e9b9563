package com.appaloft.journeys;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;

/** Makes requests from an OpenAPI description: mostly as it says, partly against it, aimed at what exists and at what does not. */
final class FuzzedCalls {
    static final String IMAGE = "fuzzed/app:v1";

    /** A place that is filled with the id of something that exists just before the request is sent. */
    private static final String SOMETHING = "\u2039known ";

    /**
     * One request.
     *
     * @param documented the statuses its operation is described to answer with
     * @param body null for none
     */
    record Call(String method, String path, Map<String, String> headers, String body, Set<String> documented) {
        /** With ids of what exists in the places that ask for them. */
        Call aimed(List<String> known) {
            return new Call(
                    method,
                    fill(path, known),
                    fill(headers, known),
                    body == null ? null : fill(body, known),
                    documented);
        }

        private static Map<String, String> fill(Map<String, String> all, List<String> known) {
            return all.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> fill(e.getValue(), known)));
        }

        private static String fill(String text, List<String> known) {
            var filled = text;
            for (int i = 0; i < known.size(); i++) {
                filled = filled.replace(place(i), known.get(i));
            }
            return filled;
        }

        /** A description may name a status, or all of a hundred: {@code 4XX}. */
        boolean mayAnswer(int status) {
            return documented.contains(String.valueOf(status)) || documented.contains(status / 100 + "XX");
        }

        int send(Api api) {
            return api.status(method, path, headers, body);
        }
    }

    private final List<Operation> operations = new ArrayList<>();
    private final FuzzedJson json;
    private List<String> known = List.of();

    private record Operation(
            String method, String path, List<JsonNode> parameters, JsonNode schema, Set<String> statuses) {}

    FuzzedCalls(JsonNode document) {
        json = new FuzzedJson(document.path("components").path("schemas"));
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, described) -> {
                    var parameters = new ArrayList<JsonNode>();
                    described.path("parameters").forEach(parameters::add);
                    operations.add(new Operation(
                            method.toUpperCase(Locale.ROOT),
                            path,
                            parameters,
                            described
                                    .path("requestBody")
                                    .path("content")
                                    .path("application/json")
                                    .path("schema"),
                            statuses(described.path("responses"))));
                }));
        operations.removeIf(o -> o.path().endsWith("/api/openapi.json"));
    }

    private static Set<String> statuses(JsonNode responses) {
        return Set.copyOf(responses.propertyNames());
    }

    /** From now on these are what exists; project, environment, server, resource, deployment. */
    void know(String... ids) {
        known = List.of(ids);
    }

    List<String> known() {
        return known;
    }

    static String place(int index) {
        return SOMETHING + index + "\u203a";
    }

    Arbitrary<Call> any() {
        return Arbitraries.frequencyOf(
                operations.stream().map(o -> Tuple.of(lastsFor(o), call(o))).toList());
    }

    /** What ends the usefulness of what is aimed at is asked for less often. */
    private static int lastsFor(Operation operation) {
        return operation.method().equals("DELETE")
                        || operation.path().endsWith("/lock")
                        || operation.path().endsWith("/rotate-key")
                ? 1
                : 6;
    }

    private Arbitrary<Call> call(Operation operation) {
        var values = operation.parameters().stream()
                .map(p -> in(p, "path")
                        ? json.text(meant(operation.path(), p.path("name").asString()))
                        : json.text(p.path("name").asString()).injectNull(0.85))
                .toList();
        return Combinators.combine(
                        Combinators.combine(values).as(found -> found),
                        body(operation),
                        Arbitraries.frequencyOf(
                                Tuple.of(30, Arbitraries.just("application/json")),
                                Tuple.of(1, Arbitraries.of("text/plain", "application/xml", "", "a/b;;="))))
                .as((found, body, type) -> call(operation, found, body, type));
    }

    /** The id in a path is that of what the path is about. */
    private static String meant(String path, String name) {
        var about = path.split("/")[2];
        return name.equals("id") ? about.substring(0, about.length() - 1) + "Id" : name;
    }

    private Arbitrary<String> body(Operation operation) {
        if (operation.method().equals("GET")) {
            return Arbitraries.just("").map(none -> null);
        }
        return operation.schema().isMissingNode()
                ? Arbitraries.of("", "{}", "[]", "{\"a\":1}").map(text -> text.isEmpty() ? null : text)
                : json.body(operation.schema());
    }

    private static boolean in(JsonNode parameter, String place) {
        return parameter.path("in").asString().equals(place);
    }

    private static Call call(Operation operation, List<String> values, String body, String type) {
        var path = operation.path();
        var query = new ArrayList<String>();
        var headers = new LinkedHashMap<String, String>();
        for (int i = 0; i < values.size(); i++) {
            var parameter = operation.parameters().get(i);
            var name = parameter.path("name").asString();
            var value = values.get(i);
            if (value == null) {
                continue;
            }
            if (in(parameter, "path")) {
                path = path.replace("{" + name + "}", encoded(value.isEmpty() ? "x" : value));
            } else if (in(parameter, "query")) {
                query.add(name + "=" + encoded(value));
            } else if (value.chars().allMatch(c -> c > 31 && c < 127)) {
                headers.put(name, value);
            }
        }
        if (body != null && !type.isEmpty()) {
            headers.put("Content-Type", type);
        }
        return new Call(
                operation.method(),
                query.isEmpty() ? path : path + "?" + String.join("&", query),
                headers,
                body,
                operation.statuses());
    }

    /** The places of ids stay as they are, so that they can still be found. */
    private static String encoded(String value) {
        return value.startsWith(SOMETHING)
                ? value
                : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
