package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a web form can send is not JSON: every route that changes something refuses it, also one that needs no body. */
class StrictMediaTypesTest {
    private static final Door door = Door.open();
    private static final Set<String> CHANGING = Set.of("post", "put", "patch", "delete");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PARTS = "multipart/form-data; boundary=x";
    private static final Map<String, String> BODIES = Map.of(
            FORM,
            "name=a&confirm=" + door.succeeded,
            PARTS,
            "--x\r\nContent-Disposition: form-data; name=\"confirm\"\r\n\r\n" + door.succeeded + "\r\n--x--\r\n");

    private record Route(String method, String path) {}

    @TestFactory
    Stream<DynamicTest> forms() {
        return BODIES.entrySet().stream()
                .flatMap(body -> BadRequest.tests(
                        door,
                        routes().stream()
                                .map(route -> new BadRequest(
                                        route + " " + body.getKey(),
                                        route.method(),
                                        route.path(),
                                        body.getValue(),
                                        415,
                                        "validation_error",
                                        null,
                                        "Content-Type",
                                        body.getKey()))
                                .toList()));
    }

    @Test
    void everyChangingRouteIsAsked() {
        assertThat(routes())
                .hasSizeGreaterThan(15)
                .contains(new Route("POST", "/api/environments/" + door.environment + "/lock"))
                .noneMatch(route -> route.path().contains("{"));
    }

    private static List<Route> routes() {
        var paths = door.send("GET", "/api/openapi.json", null).body().path("paths");
        return paths.propertyNames().stream()
                .filter(path -> path.startsWith("/api/"))
                .flatMap(path -> paths.path(path).propertyNames().stream()
                        .filter(CHANGING::contains)
                        .map(method -> new Route(method.toUpperCase(java.util.Locale.ROOT), named(path))))
                .toList();
    }

    private static String named(String path) {
        var id = path.startsWith("/api/deployments")
                ? door.succeeded
                : path.startsWith("/api/resources")
                        ? door.resource
                        : path.startsWith("/api/environments")
                                ? door.environment
                                : path.startsWith("/api/servers") ? door.server : door.project;
        return path.replace("{id}", id).replaceAll("\\{[a-z]+}", "NAME");
    }
}
