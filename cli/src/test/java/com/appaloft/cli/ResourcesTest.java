package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
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
    void anUnknownKindOfSourceExitsWith2() {
        assertThat(typed.appaloft(
                        "resources",
                        "create",
                        "--project",
                        "prj_1",
                        "--environment",
                        "env_1",
                        "--server",
                        "srv_1",
                        "--name",
                        "hello",
                        "--source",
                        "floppy:a"))
                .isEqualTo(2);
        assertThat(typed.err()).contains("local-folder");
        assertThat(controlPlane.asked()).isEmpty();
    }

    @Test
    void aLocalFolderIsSentAsAnAbsolutePath() {
        controlPlane.answers("POST /api/resources", 201, "{\"id\":\"res_1\"}");

        assertThat(typed.appaloft(
                        "resources",
                        "create",
                        "--project",
                        "prj_1",
                        "--environment",
                        "env_1",
                        "--server",
                        "srv_1",
                        "--name",
                        "hello",
                        "--source",
                        "local-folder:./app/../hello",
                        "--strategy",
                        "dockerfile",
                        "--internal-port",
                        "8080",
                        "--exposure",
                        "direct-port",
                        "--health-type",
                        "http",
                        "--health-path",
                        "/"))
                .isZero();
        assertThat(controlPlane.lastAsked().body())
                .contains("{\"kind\":\"local-folder\",\"locator\":\""
                        + Path.of("hello").toAbsolutePath() + "\"}")
                .contains("\"runtime\":{\"strategy\":\"dockerfile\"}")
                .contains("\"health\":{\"type\":\"http\",\"path\":\"/\"}");
    }

    @Test
    void configureChangesOnlyWhatIsGiven() {
        controlPlane
                .answers(
                        "GET /api/resources/res_1",
                        200,
                        "{\"id\":\"res_1\",\"profile\":{\"version\":1,\"runtime\":{\"strategy\":\"dockerfile\","
                                + "\"cpus\":0.5,\"observed\":true}}}")
                .answers("PATCH /api/resources/res_1/profile", 200, "{\"version\":2}");

        assertThat(typed.appaloft("resources", "configure", "res_1", "--memory-mb", "256"))
                .isZero();
        assertThat(controlPlane.lastAsked().body())
                .isEqualTo("{\"runtime\":{\"strategy\":\"dockerfile\",\"cpus\":0.5,\"memoryMb\":256}}");
        assertThat(typed.out()).contains("version 2");
    }

    @Test
    void aSecretCanBePipedInsteadOfTyped() {
        controlPlane.answers("PUT /api/environments/env_1/variables/KEY", 204, "");

        assertThat(typed.appaloft("environments", "set-variable", "env_1", "KEY", "--value-stdin", "--secret"))
                .isZero();
        assertThat(controlPlane.lastAsked().body()).isEqualTo("{\"value\":\"piped\",\"secret\":true}");
        assertThat(typed.out() + typed.err()).doesNotContain("piped");
    }
}
