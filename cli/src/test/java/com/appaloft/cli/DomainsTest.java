package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainsTest {
    private static final String ROUTE = "/api/resources/res_1/domains";
    private static final String WRONG = """
            {"domain":"shop.example.com","resourceId":"res_1","url":"https://shop.example.com",
             "addedAt":"2026-03-01T10:00:00.000Z","serving":false,"category":"custom-domain-failed",
             "firstAction":"Verify generated access first, then inspect DNS/TLS.","checks":[
             {"name":"dns","status":"failed","code":"dns-not-pointing","evidence":"It does not exist.\\u001b[2J","advice":"Make it."}]}
            """;

    @TempDir
    Path data;

    private ControlPlaneStub controlPlane;
    private Typed typed;

    @BeforeEach
    void start() throws IOException {
        controlPlane = new ControlPlaneStub();
        typed = new Typed(controlPlane, data);
    }

    @AfterEach
    void stop() {
        controlPlane.close();
    }

    @Test
    void whatIsAddedIsToldWithTheNextStepAndListed() {
        var added = "{\"domain\":\"shop.example.com\",\"resourceId\":\"res_1\"}";
        controlPlane.answers("POST " + ROUTE, 201, added);
        controlPlane.answers("GET " + ROUTE, 200, "{\"items\":[" + added + "]}");

        assertThat(typed.appaloft("domains", "add", "res_1", "shop.example.com"))
                .isZero();
        assertThat(controlPlane.lastAsked().body()).contains("shop.example.com");
        assertThat(typed.appaloft("domains", "list", "res_1")).isZero();
        assertThat(typed.out()).contains("appaloft domains verify res_1 shop.example.com", "not verified");
    }

    @Test
    void whatIsWrongIsToldInOrderWithTheFirstActionAndTheCommandFails() {
        controlPlane.answers("POST " + ROUTE + "/shop.example.com/verify", 200, WRONG);
        controlPlane.answers("GET " + ROUTE + "/shop.example.com", 200, WRONG);

        assertThat(typed.appaloft("domains", "verify", "res_1", "shop.example.com"))
                .isNotZero();
        assertThat(typed.appaloft("domains", "status", "res_1", "shop.example.com"))
                .isNotZero();
        assertThat(typed.out())
                .contains("dns", "failed", "It does not exist.", "First: Verify generated access first")
                .doesNotContain("\u001b");
    }

    @Test
    void whatIsRemovedLeadsNowhere() {
        controlPlane.answers("DELETE " + ROUTE + "/shop.example.com", 204, "");

        assertThat(typed.appaloft("domains", "remove", "res_1", "shop.example.com"))
                .isZero();
        assertThat(typed.out()).contains("leads nowhere");
    }

    @Test
    void whatTheProxyCouldNotBeToldOfIsSaidToBeSo() {
        controlPlane.answers("DELETE " + ROUTE + "/shop.example.com", 202, "");

        assertThat(typed.appaloft("domains", "remove", "res_1", "shop.example.com"))
                .isZero();
        assertThat(typed.out()).contains("could not be told yet").doesNotContain("leads nowhere");
    }
}
