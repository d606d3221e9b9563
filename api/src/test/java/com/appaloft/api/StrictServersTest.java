package com.appaloft.api;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How a server is reached over SSH is read strictly: what is wrong is named, nothing is connected to, nothing is kept. */
class StrictServersTest {
    private static final Door door = Door.open();
    private static final String FINGERPRINT = "SHA256:" + "A".repeat(43);

    private static final List<BadRequest> REQUESTS = List.of(
            register("no host", "\"user\":\"ada\",\"privateKey\":\"x\"", "/host"),
            register("a host with a command", "\"host\":\"a;b\",\"user\":\"ada\",\"privateKey\":\"x\"", "/host"),
            register("a host that is an option", "\"host\":\"-oProxy\",\"user\":\"ada\",\"privateKey\":\"x\"", "/host"),
            register("a port that is none", "\"host\":\"a\",\"port\":0,\"user\":\"ada\",\"privateKey\":\"x\"", "/port"),
            register("a port too high", "\"host\":\"a\",\"port\":65536,\"user\":\"ada\",\"privateKey\":\"x\"", "/port"),
            register("no user", "\"host\":\"a\",\"privateKey\":\"x\"", "/user"),
            register("a user with a space", "\"host\":\"a\",\"user\":\"a b\",\"privateKey\":\"x\"", "/user"),
            register("no key", "\"host\":\"a\",\"user\":\"ada\"", "/privateKey"),
            register("a key that is none", "\"host\":\"a\",\"user\":\"ada\",\"privateKey\":\"x\"", "/privateKey"),
            register(
                    "a key that is too long",
                    "\"host\":\"a\",\"user\":\"ada\",\"privateKey\":\"" + "x".repeat(32_769) + "\"",
                    "/privateKey"),
            register(
                    "a fingerprint that is none",
                    "\"host\":\"a\",\"user\":\"ada\",\"privateKey\":\"x\",\"hostKeyFingerprint\":\"MD5:00\"",
                    "/hostKeyFingerprint"),
            new BadRequest(
                    "a host for the local engine",
                    "POST",
                    "/api/servers",
                    "{\"name\":\"a\",\"kind\":\"docker-local\",\"host\":\"a\"}",
                    400,
                    "validation_error",
                    "/host"),
            new BadRequest(
                    "the host key of a server without SSH",
                    "POST",
                    "/api/servers/" + door.server + "/host-key",
                    "{\"fingerprint\":\"" + FINGERPRINT + "\"}",
                    400,
                    "validation_error",
                    "/fingerprint"),
            new BadRequest(
                    "no fingerprint",
                    "POST",
                    "/api/servers/" + door.server + "/host-key",
                    "{}",
                    400,
                    "validation_error",
                    "/fingerprint"),
            new BadRequest(
                    "a domain that is none",
                    "PUT",
                    "/api/servers/" + door.server + "/domain",
                    "{\"domain\":\"*.Example\"}",
                    400,
                    "validation_error",
                    "/domain"),
            new BadRequest(
                    "a new key that is none",
                    "POST",
                    "/api/servers/" + door.server + "/key",
                    "{\"privateKey\":\"x\"}",
                    400,
                    "validation_error",
                    "/privateKey"));

    @TestFactory
    Stream<DynamicTest> refused() {
        return BadRequest.tests(door, REQUESTS);
    }

    private static BadRequest register(String name, String fields, String pointer) {
        return new BadRequest(
                name,
                "POST",
                "/api/servers",
                "{\"name\":\"a\",\"kind\":\"docker-ssh\"," + fields + "}",
                400,
                "validation_error",
                pointer);
    }
}
