package com.appaloft.api;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A body is read strictly: what is wrong with it is told, and nothing is changed. */
class StrictBodiesTest {
    private static final Door door = Door.open();

    private static final List<BadRequest> BODIES = List.of(
            bad("unknown field", "/api/projects", "{\"name\":\"a\",\"nmae\":1}", "/nmae"),
            bad("unknown nested field", "/api/resources", resource("\"runtime\":{\"memory\":1}"), "/runtime/memory"),
            bad("number for text", "/api/projects", "{\"name\":1}", "/name"),
            bad("boolean for text", "/api/projects", "{\"name\":true}", "/name"),
            bad("object for text", "/api/projects", "{\"name\":{}}", "/name"),
            bad(
                    "text for number",
                    "/api/resources",
                    resource("\"runtime\":{\"memoryMb\":\"64\"}"),
                    "/runtime/memoryMb"),
            bad(
                    "fraction for integer",
                    "/api/resources",
                    resource("\"runtime\":{\"memoryMb\":64.0}"),
                    "/runtime/memoryMb"),
            bad(
                    "empty text for number",
                    "/api/resources",
                    resource("\"runtime\":{\"memoryMb\":\"\"}"),
                    "/runtime/memoryMb"),
            bad(
                    "too large a number",
                    "/api/resources",
                    resource("\"runtime\":{\"memoryMb\":99999999999}"),
                    "/runtime/memoryMb"),
            bad("text for list", "/api/resources", resource("\"runtime\":{\"command\":\"sh\"}"), "/runtime/command"),
            bad("null in list", "/api/resources", resource("\"runtime\":{\"command\":[null]}"), "/runtime/command/0"),
            bad("text for object", "/api/resources", resource("\"runtime\":\"\""), "/runtime"),
            bad("list for object", "/api/projects", "[]", null),
            bad("null for object", "/api/projects", "null", null),
            bad("nothing", "/api/projects", "", null),
            bad("same field twice", "/api/projects", "{\"name\":\"a\",\"name\":\"b\"}", null),
            bad("more than one object", "/api/projects", "{\"name\":\"a\"} {}", null),
            bad("broken JSON", "/api/projects", "{\"name\":", null),
            bad("no JSON", "/api/projects", "name=a", null),
            bad("deep JSON", "/api/projects", "{\"name\":" + "[".repeat(5_000), null),
            bad("NUL", "/api/projects", "{\"name\":\"a\\u0000b\"}", "/name"),
            bad("half a character", "/api/projects", "{\"name\":\"\\ud800\"}", "/name"),
            bad("half a character in a field's name", "/api/projects", "{\"\\ud800\":1}", null),
            bad("control character", "/api/projects", "{\"name\":\"a\\nb\"}", "/name"),
            bad("blank name", "/api/projects", "{\"name\":\"  \"}", "/name"),
            bad("long name", "/api/projects", "{\"name\":\"" + "a".repeat(64) + "\"}", "/name"),
            bad("name missing", "/api/projects", "{}", "/name"),
            bad(
                    "unknown word",
                    "/api/environments",
                    "{\"projectId\":\"" + door.project + "\",\"name\":\"a\",\"kind\":\"prod\"}",
                    "/kind"),
            bad(
                    "id of another kind",
                    "/api/environments",
                    "{\"projectId\":\"" + door.server + "\",\"name\":\"a\",\"kind\":\"staging\"}",
                    "/projectId"),
            bad("unknown kind of server", "/api/servers", "{\"name\":\"a\",\"kind\":\"nomad\"}", "/kind"),
            bad(
                    "unknown kind of source",
                    "/api/resources",
                    resource("\"source\":{\"kind\":\"helm-chart\",\"locator\":\"x\"}"),
                    "/source/kind"),
            bad(
                    "unknown exposure",
                    "/api/resources",
                    resource("\"network\":{\"exposure\":\"everywhere\"}"),
                    "/network/exposure"),
            bad(
                    "generated access without a port",
                    "/api/resources",
                    resource("\"network\":{\"exposure\":\"generated\"}"),
                    "/network/internalPort"),
            bad(
                    "port out of range",
                    "/api/resources",
                    resource("\"network\":{\"internalPort\":65536}"),
                    "/network/internalPort"),
            bad(
                    "direct port without a port",
                    "/api/resources",
                    resource("\"network\":{\"exposure\":\"direct-port\"}"),
                    "/network/internalPort"),
            bad("no CPU", "/api/resources", resource("\"runtime\":{\"cpus\":0}"), "/runtime/cpus"),
            bad("CPUs as no number", "/api/resources", resource("\"runtime\":{\"cpus\":\"NaN\"}"), "/runtime/cpus"),
            bad(
                    "logins for a secret's name",
                    "/api/resources",
                    resource("\"runtime\":{\"registrySecret\":\"{auths: {}}\"}"),
                    "/runtime/registrySecret"),
            bad("too little memory", "/api/resources", resource("\"runtime\":{\"memoryMb\":5}"), "/runtime/memoryMb"),
            bad(
                    "folder of the host as volume",
                    "/api/resources",
                    resource("\"runtime\":{\"volumes\":[{\"name\":\"/etc\",\"path\":\"/x\"}]}"),
                    "/runtime/volumes/0/name"),
            bad(
                    "health path",
                    "/api/resources",
                    resource("\"health\":{\"type\":\"http\",\"path\":\"x\"}"),
                    "/health/path"),
            bad("access", "/api/resources", resource("\"access\":{\"domain\":\"x\"}"), "/access/domain"),
            bad(
                    "wrong source locator",
                    "/api/resources",
                    resource("\"source\":{\"kind\":\"local-folder\",\"locator\":\"../x\"}"),
                    "/source/locator"),
            source("a password in an address", "git-repository", "https://ada:s3cret@git.example/a.git", "/locator"),
            source("a token in an address", "git-repository", "https://t0ken@git.example/a.git", "/locator"),
            source("a password for a registry", "docker-image", "ada:s3cret@registry.example/a:v1", "/locator"),
            source("another helper of git", "git-repository", "ext::sh -c true", "/locator"),
            source("an unknown host key", "git-repository", "ssh://git@git.example/a.git", "/hostKeyFingerprint"),
            bad(
                    "a ref that is an option",
                    "/api/resources",
                    resource("\"source\":{\"kind\":\"git-repository\",\"locator\":\"file:///a\",\"gitRef\":\"-x\"}"),
                    "/source/gitRef"),
            bad(
                    "a field of another kind of source",
                    "/api/resources",
                    resource("\"source\":{\"kind\":\"local-folder\",\"locator\":\"/a\",\"gitRef\":\"x\"}"),
                    "/source/gitRef"),
            bad(
                    "a published directory outside",
                    "/api/resources",
                    resource("\"source\":{\"kind\":\"static-site\",\"locator\":\"/a\",\"publishDirectory\":\"../b\"}"),
                    "/source/publishDirectory"));

    private static BadRequest source(String name, String kind, String locator, String field) {
        return bad(
                name,
                "/api/resources",
                resource("\"source\":{\"kind\":\"" + kind + "\",\"locator\":\"" + locator + "\"}"),
                "/source" + field);
    }

    @TestFactory
    Stream<DynamicTest> bodies() {
        return BadRequest.tests(door, BODIES);
    }

    private static BadRequest bad(String what, String path, String body, String pointer) {
        return new BadRequest(what, "POST", path, body, 400, "validation_error", pointer);
    }

    /** A resource that would be created, but for these fields. */
    private static String resource(String fields) {
        var source = fields.startsWith("\"source\"")
                ? ""
                : "\"source\":{\"kind\":\"docker-image\",\"locator\":\"door:v1\"},";
        return "{\"projectId\":\"" + door.project + "\",\"environmentId\":\"" + door.environment + "\",\"serverId\":\""
                + door.server + "\",\"name\":\"bad\"," + source + fields + "}";
    }
}
