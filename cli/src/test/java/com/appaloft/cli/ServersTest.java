package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {
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
    void aRemoteServerIsRegisteredWithSecretsFromFilesOnly() throws IOException {
        controlPlane.answers("POST /api/servers", 201, "{\"id\":\"srv_1\"}");
        var key = Files.writeString(data.resolve("key"), "the key\n");
        var passphrase = Files.writeString(data.resolve("passphrase"), "open sesame\n");

        assertThat(typed.appaloft(
                        "servers",
                        "register",
                        "--name=remote",
                        "--kind=docker-ssh",
                        "--host=host.example",
                        "--port=2222",
                        "--user=ada",
                        "--private-key-file=" + key,
                        "--passphrase-file=" + passphrase,
                        "--host-key=SHA256:x"))
                .isZero();
        assertThat(controlPlane.lastAsked().body())
                .contains("\"host\":\"host.example\"", "\"port\":2222", "\"user\":\"ada\"")
                .contains("\"privateKey\":\"the key\\n\"", "\"passphrase\":\"open sesame\"")
                .contains("\"hostKeyFingerprint\":\"SHA256:x\"");
        assertThat(typed.out()).contains("srv_1", "appaloft servers test").doesNotContain("sesame");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(typed.appaloft("servers", "register", "--name=a", "--private-key-file=" + data.resolve("no-key")))
                .isEqualTo(2);
        assertThat(typed.err()).contains("no-key").doesNotContain("Exception", "at com.");
    }

    @Test
    void theHostKeyIsConfirmedAndTheKeyIsChangedByCommandsOfTheirOwn() throws IOException {
        controlPlane.answers("POST /api/servers/srv_1/host-key", 204, "");
        controlPlane.answers("POST /api/servers/srv_1/key", 204, "");
        controlPlane.answers("DELETE /api/servers/srv_1", 204, "");
        var key = Files.writeString(data.resolve("key"), "another key\n");

        assertThat(typed.appaloft("servers", "trust", "srv_1", "SHA256:y")).isZero();
        assertThat(controlPlane.lastAsked().body()).isEqualTo("{\"fingerprint\":\"SHA256:y\"}");
        assertThat(typed.appaloft("servers", "change-key", "srv_1", "--private-key-file=" + key))
                .isZero();
        assertThat(controlPlane.lastAsked().body()).isEqualTo("{\"privateKey\":\"another key\\n\"}");
        assertThat(typed.appaloft("servers", "deactivate", "srv_1")).isZero();
        assertThat(typed.out()).contains("srv_1 is deactivated");
        controlPlane.answers("DELETE /api/servers/srv_1?force=true", 204, "");
        assertThat(typed.appaloft("servers", "deactivate", "srv_1", "--force")).isZero();
    }

    @Test
    void theProxyIsAskedStartedAndReplaced() {
        controlPlane.answers(
                "GET /api/servers/srv_1/proxy",
                200,
                "{\"ready\":false,\"evidence\":\"No proxy was started.\",\"advice\":\"Start it.\"}");
        controlPlane.answers(
                "POST /api/servers/srv_1/proxy/bootstrap",
                200,
                "{\"ready\":true,\"version\":\"2.8.4\",\"evidence\":\"Caddy 2.8.4 answers.\",\"advice\":\"\"}");
        controlPlane.answers("POST /api/servers/srv_1/proxy/upgrade", 200, "{\"ready\":true,\"evidence\":\"new\"}");
        controlPlane.answers("PUT /api/servers/srv_1/domain", 204, "");

        assertThat(typed.appaloft("servers", "proxy", "status", "srv_1")).isEqualTo(1);
        assertThat(typed.out()).contains("No proxy was started.", "Start it.");
        assertThat(typed.appaloft("servers", "proxy", "bootstrap", "srv_1")).isZero();
        assertThat(typed.out()).contains("Caddy 2.8.4 answers.");
        assertThat(typed.appaloft("servers", "proxy", "upgrade", "srv_1")).isZero();
        assertThat(typed.appaloft("servers", "set-domain", "srv_1", "apps.example.com"))
                .isZero();
        assertThat(controlPlane.lastAsked().body()).isEqualTo("{\"domain\":\"apps.example.com\"}");
    }

    @Test
    void whatATestSawIsATableAndTheExitCode() {
        controlPlane.answers(
                "POST /api/servers/srv_1/test",
                200,
                "{\"reachable\":false,\"checks\":[{\"name\":\"server-host-key\",\"status\":\"failed\","
                        + "\"evidence\":\"It showed SHA256:z.\",\"advice\":\"Compare it.\"}]}");
        assertThat(typed.appaloft("servers", "test", "srv_1")).isEqualTo(1);
        assertThat(typed.out())
                .contains("server-host-key", "failed", "It showed SHA256:z.", "Compare it.", "is not reachable");
    }

    @Test
    void aServerThatAnswersAndIsNotWellIsNotSaidToBeOutOfReach() {
        controlPlane.answers(
                "POST /api/servers/srv_1/test",
                200,
                "{\"reachable\":true,\"well\":false,\"checks\":[{\"name\":\"server-clock\",\"status\":\"failed\","
                        + "\"evidence\":\"Its clock and ours are 40 s apart.\",\"advice\":\"Set it.\"}]}");
        assertThat(typed.appaloft("servers", "test", "srv_1")).isEqualTo(1);
        assertThat(typed.out()).contains("is reachable, and not well");
    }
}
