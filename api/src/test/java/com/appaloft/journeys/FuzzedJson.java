package com.appaloft.journeys;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values for the fields of a description: words that fit the name of the field, and whatever nobody expects. */
final class FuzzedJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Words with which a field of that name gets past the first checks. */
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry("id", ids()),
            Map.entry("candidate", ids()),
            Map.entry("confirm", List.of(FuzzedCalls.place(3), FuzzedCalls.place(4), FuzzedCalls.place(4))),
            Map.entry("if-match", List.of("*", "\"1\"")),
            Map.entry("limit", List.of("1", "10", "0")),
            Map.entry("readinessgeneratedat", List.of("2026-01-01T00:00:00Z")),
            Map.entry(
                    "kind",
                    List.of(
                            "docker-image",
                            "local-folder",
                            "git-repository",
                            "static-site",
                            "compose",
                            "scripted",
                            "production",
                            "staging",
                            "preview",
                            "custom")),
            Map.entry("type", List.of("http", "command", "image", "none", "pull-request", "branch", "custom")),
            Map.entry("strategy", List.of("prebuilt-image", "dockerfile", "static", "compose")),
            Map.entry("exposure", List.of("none", "direct-port", "generated")),
            Map.entry(
                    "locator",
                    List.of(FuzzedCalls.IMAGE, "fuzzed/none:v1", "/nonexistent", "http://127.0.0.1:1/a.git")),
            Map.entry("status", List.of("succeeded", "failed", "active", "canceled")),
            Map.entry("before", List.of("2026-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "yesterday")),
            Map.entry("against", List.of("current", FuzzedCalls.place(4))),
            Map.entry("verify", List.of("live", "stored")),
            Map.entry("name", List.of("web", "GREETING", "a-b", "PASSWORD")),
            Map.entry("path", List.of("/", "/index.html", "x")),
            Map.entry("ttlseconds", List.of("86400", "0", "-1")),
            Map.entry("wait", List.of("0", "1", "-1")),
            Map.entry("tail", List.of("0", "10", "-1", "100000000")));

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "x",
            "null",
            "undefined",
            "-1",
            "0",
            "1",
            "2147483648",
            "1e400",
            "NaN",
            "true",
            "../../etc/passwd",
            "%2e%2e%2f",
            "..%2f",
            "a/b",
            "a\\b",
            "a;b",
            "$(id)",
            "'; drop table domain_event; --",
            "\u0000",
            "a\nb",
            "\r\nX-Injected: 1",
            "\u202e",
            "\ud83d\udc34",
            "\u00e4\u0308",
            "\ufeff",
            "%",
            "%00",
            "%zz",
            "?",
            "#",
            "*",
            "\"",
            "W/\"1\"",
            "\"1\"",
            "dep_",
            "dep_01",
            "DEP_01",
            "res_" + "0".repeat(26),
            "x".repeat(300),
            "y".repeat(9000),
            "2026-13-45T99:99:99Z",
            "2026-11-23T00:00:00Z",
            "{}",
            "[]",
            "<a/>",
            "{{7*7}}",
            "${jndi:ldap://127.0.0.1/a}");

    private static final List<String> GARBAGE = List.of(
            "",
            " ",
            "{",
            "}",
            "[]",
            "null",
            "true",
            "0",
            "\"\"",
            "{]",
            "{\"a\":}",
            "{\"a\":1,\"a\":2}",
            "[".repeat(20_000),
            "{\"a\":".repeat(5_000),
            "\u0000",
            "{} {}",
            "{\"__proto__\":{}}",
            "1e999999",
            "\"" + "z".repeat(200_000) + "\"",
            "{\"\ud800\":1}",
            "<a>&b;</a>",
            "a=b&c=d");

    private final JsonNode schemas;

    FuzzedJson(JsonNode schemas) {
        this.schemas = schemas;
    }

    private static List<String> ids() {
        return List.of(
                FuzzedCalls.place(0),
                FuzzedCalls.place(1),
                FuzzedCalls.place(2),
                FuzzedCalls.place(3),
                FuzzedCalls.place(4));
    }

    /** A value of a parameter or a text of that name. */
    Arbitrary<String> text(String name) {
        return Arbitraries.frequencyOf(
                Tuple.of(30, Arbitraries.of(words(name))),
                Tuple.of(2, Arbitraries.of(HOSTILE)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(40)));
    }

    private static List<String> words(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var exact = WORDS.get(lower);
        if (exact != null) {
            return exact;
        }
        for (int i = 0; i < KINDS.size(); i++) {
            if (lower.contains(KINDS.get(i))) {
                return List.of(FuzzedCalls.place(i));
            }
        }
        return WORDS.entrySet().stream()
                .filter(e -> lower.endsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of("a", "b", "1", "main", "true", "false", "10"));
    }

    private static final List<String> OFTEN_LEFT_OUT = List.of(
            "access", "health", "network", "runtime", "readinessStateVersion", "readinessGeneratedAt", "ttlSeconds");

    private static final List<String> KINDS =
            List.of("projectid", "environmentid", "serverid", "resourceid", "deploymentid");

    /** A request's body: mostly what the schema says, now and then no JSON at all. */
    Arbitrary<String> body(JsonNode schema) {
        return Arbitraries.frequencyOf(
                Tuple.of(20, value(schema, "", 0).map(JSON::writeValueAsString)), Tuple.of(1, Arbitraries.of(GARBAGE)));
    }

    private Arbitrary<Object> value(JsonNode schema, String name, int depth) {
        return Arbitraries.frequencyOf(Tuple.of(40, meant(schema, name, depth)), Tuple.of(1, anything()));
    }

    private Arbitrary<Object> meant(JsonNode given, String name, int depth) {
        var schema = given.has("$ref") ? schemas.path(last(given.path("$ref").asString())) : given;
        if (schema.has("enum")) {
            return Arbitraries.of(schema.path("enum")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList())
                    .map(v -> v);
        }
        var type = schema.path("type").isArray()
                ? schema.path("type").path(0).asString()
                : schema.path("type").asString("");
        return switch (type) {
            case "integer", "number" -> number(name).map(v -> v);
            case "boolean" -> Arbitraries.of(true, false).map(v -> v);
            case "array" ->
                value(schema.path("items"), name, depth + 1).list().ofMaxSize(3).map(v -> v);
            case "object" -> object(schema, depth);
            default -> text(name).map(v -> v);
        };
    }

    private static Arbitrary<Object> number(String name) {
        if (name.equals("ttlSeconds")) {
            return Arbitraries.of(86400, 0, -1, 3_000_000_000L);
        }
        return Arbitraries.of(1, 2, 8080, 64, 512, 0, -1, 65536, 2.5, 3_000_000_000L, -9e99);
    }

    private Arbitrary<Object> object(JsonNode schema, int depth) {
        var names = List.copyOf(schema.path("properties").propertyNames());
        if (names.isEmpty() || depth > 4) {
            return Arbitraries.of(List.of(Map.of(), Map.of("a", "b"))).map(v -> v);
        }
        var fields = names.stream()
                .map(n -> value(schema.path("properties").path(n), n, depth + 1)
                        .map(v -> Tuple.of(n, v))
                        .injectNull(OFTEN_LEFT_OUT.contains(n) || depth > 0 ? 0.7 : 0.1))
                .toList();
        return Combinators.combine(
                        Combinators.combine(fields).as(found -> found),
                        Arbitraries.frequency(Tuple.of(30, ""), Tuple.of(1, "unknownField")))
                .as(FuzzedJson::filled);
    }

    private static Object filled(List<Tuple2<String, Object>> fields, String more) {
        var object = new HashMap<String, Object>();
        fields.stream().filter(f -> f != null).forEach(f -> object.put(f.get1(), f.get2()));
        if (!more.isEmpty()) {
            object.put(more, 1);
        }
        return object;
    }

    private static Arbitrary<Object> anything() {
        return Arbitraries.oneOf(
                Arbitraries.of(HOSTILE).map(v -> v),
                Arbitraries.of(0, -1, 1.5, 9e99).map(v -> v),
                Arbitraries.of(true, false).map(v -> v),
                Arbitraries.of(List.of(List.of(), List.of(1, "a"), Map.of(), Map.of("a", Map.of())))
                        .map(v -> v));
    }

    private static String last(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
