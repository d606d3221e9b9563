package com.appaloft.api;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Paths, parameters and headers are read strictly, and nothing is changed. */
class StrictPathsTest {
    private static final Door door = Door.open();
    private static final String NOBODY = "dep_01zzzzzzzzzzzzzzzzzzzzzzzz";

    @TestFactory
    Stream<DynamicTest> paths() {
        return BadRequest.tests(
                door,
                List.of(
                        lost("unknown route", "/api/nothing"),
                        lost("unknown deployment", "/api/deployments/" + NOBODY),
                        lost("id of another kind", "/api/deployments/" + door.resource),
                        lost("id of no shape", "/api/deployments/x"),
                        new BadRequest(
                                "NUL in the id",
                                "GET",
                                "/api/deployments/dep_%00",
                                null,
                                400,
                                "validation_error",
                                null),
                        lost("quote in the id", "/api/deployments/dep_'or'1'='1"),
                        lost("endless id", "/api/deployments/dep_" + "a".repeat(4_000)),
                        lost("readiness of nobody", "/api/deployments/" + NOBODY + "/recovery-readiness"),
                        lost("timeline of nobody", "/api/deployments/" + NOBODY + "/timeline?waitSeconds=20"),
                        lost("logs of nobody", "/api/deployments/" + NOBODY + "/logs"),
                        lost("unknown project", "/api/projects/prj_x"),
                        lost("unknown environment", "/api/environments/env_x"),
                        lost("unknown server", "/api/servers/srv_x"),
                        lost("unknown resource", "/api/resources/res_x"),
                        lost("health of nobody", "/api/resources/res_x/health"),
                        lost("retry of nobody", "POST", "/api/deployments/" + NOBODY + "/retry", null),
                        lost("redeploy of nobody", "POST", "/api/resources/res_x/redeploy", null),
                        lost("deployment of nobody", "POST", "/api/deployments", "{\"resourceId\":\"res_x\"}"),
                        lost("lock of nobody", "POST", "/api/environments/env_x/lock", null),
                        lost(
                                "environment of no project",
                                "POST",
                                "/api/environments",
                                "{\"projectId\":\"prj_x\",\"name\":\"a\",\"kind\":\"staging\"}"),
                        lost(
                                "redeploy decided on nobody",
                                "POST",
                                "/api/resources/" + door.resource + "/redeploy",
                                "{\"deploymentId\":\"" + NOBODY + "\"}")));
    }

    @TestFactory
    Stream<DynamicTest> parameters() {
        return BadRequest.tests(
                door,
                Stream.of(
                                "/api/deployments?limit=0",
                                "/api/deployments?limit=101",
                                "/api/deployments?limit=x",
                                "/api/deployments?limit=99999999999",
                                "/api/deployments?status=done",
                                "/api/deployments?resourceId=x",
                                "/api/deployments?includeArchived=maybe",
                                "/api/deployments?cursor=x",
                                "/api/deployments?cursor=%00",
                                "/api/projects?cursor=bm90LWEtY3Vyc29y",
                                "/api/resources?serverId=dep_1",
                                "/api/deployments/" + door.succeeded + "/timeline?after=x",
                                "/api/deployments/" + door.succeeded + "/timeline?limit=0",
                                "/api/deployments/" + door.succeeded + "/timeline?waitSeconds=26",
                                "/api/deployments/" + door.succeeded + "/logs?after=x",
                                "/api/deployments/" + door.succeeded + "/logs?tail=0",
                                "/api/deployments/" + door.succeeded + "/recovery-readiness?maxCandidates=0",
                                "/api/deployments/" + door.succeeded + "/recovery-readiness?maxCandidates=101",
                                "/api/deployments/" + door.succeeded + "/recovery-readiness?verify=maybe",
                                "/api/deployments/" + door.succeeded + "/recovery-readiness?includeCandidates=2",
                                "/api/deployments/" + door.succeeded + "/recovery-readiness?resourceId=x",
                                "/api/resources/" + door.resource + "/logs?tail=-1")
                        .map(path -> new BadRequest(
                                path.substring(path.indexOf('?')), "GET", path, null, 400, "validation_error", null))
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> requests() {
        return BadRequest.tests(
                door,
                List.of(
                        new BadRequest(
                                "1 MB of garbage",
                                "POST",
                                "/api/projects",
                                "x".repeat(1_100_000),
                                413,
                                "validation_error",
                                null),
                        new BadRequest(
                                "1 MB inside JSON",
                                "POST",
                                "/api/projects",
                                "{\"name\":\"" + "x".repeat(1_100_000) + "\"}",
                                413,
                                "validation_error",
                                null),
                        new BadRequest(
                                "other media type",
                                "POST",
                                "/api/projects",
                                "{}",
                                415,
                                "validation_error",
                                null,
                                "Content-Type",
                                "text/plain"),
                        new BadRequest(
                                "no such media type",
                                "POST",
                                "/api/projects",
                                "{}",
                                415,
                                "validation_error",
                                null,
                                "Content-Type",
                                "///"),
                        new BadRequest("unknown method", "PATCH", "/api/projects", "{}", 405, "validation_error", null),
                        new BadRequest(
                                "unacceptable",
                                "GET",
                                "/api/projects",
                                null,
                                406,
                                "validation_error",
                                null,
                                "Accept",
                                "text/csv"),
                        new BadRequest(
                                "wrong token",
                                "POST",
                                "/api/projects",
                                "{\"name\":\"a\"}",
                                401,
                                "unauthenticated",
                                null,
                                "Authorization",
                                "Bearer " + Door.TOKEN + "x"),
                        new BadRequest(
                                "no bearer",
                                "POST",
                                "/api/projects",
                                "{\"name\":\"a\"}",
                                401,
                                "unauthenticated",
                                null,
                                "Authorization",
                                Door.TOKEN),
                        new BadRequest(
                                "empty token",
                                "POST",
                                "/api/projects",
                                "{\"name\":\"a\"}",
                                401,
                                "unauthenticated",
                                null,
                                "Authorization",
                                "Bearer "),
                        new BadRequest(
                                "no token, big body",
                                "POST",
                                "/api/projects",
                                "x".repeat(1_100_000),
                                401,
                                "unauthenticated",
                                null,
                                "Authorization",
                                "Bearer x"),
                        new BadRequest(
                                "from another web site",
                                "POST",
                                "/api/projects",
                                "{\"name\":\"a\"}",
                                403,
                                "forbidden",
                                null,
                                "Origin",
                                "https://evil.example"),
                        new BadRequest(
                                "from nowhere",
                                "POST",
                                "/api/projects",
                                "{\"name\":\"a\"}",
                                403,
                                "forbidden",
                                null,
                                "Origin",
                                "null")));
    }

    private static BadRequest lost(String what, String path) {
        return lost(what, "GET", path, null);
    }

    private static BadRequest lost(String what, String method, String path, String body) {
        return new BadRequest(what, method, path, body, 404, "not_found", null);
    }
}
