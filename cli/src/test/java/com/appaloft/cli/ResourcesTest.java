package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
    void aRepositoryIsSentWithItsRefAndItsDirectory() {
        controlPlane.answers("POST /api/resources", 201, "{\"id\":\"res_1\"}");
        String[] before = {"resources", "create", "--project=prj_1", "--environment=env_1", "--server=srv_1", "--name=a"
        };
        typed.appaloft(words(before, "--source=git-repository:https://git.example/a.git#v1:apps/web"));
        assertThat(controlPlane.lastAsked().body())
                .contains("{\"kind\":\"git-repository\",\"locator\":\"https://git.example/a.git\","
                        + "\"gitRef\":\"v1\",\"baseDirectory\":\"apps/web\"}");
        typed.appaloft(words(
                before,
                "--source=git-repository:https://git.example/a.git",
                "--git-ref=main",
                "--credentials-secret=GIT_TOKEN"));
        assertThat(controlPlane.lastAsked().body())
                .contains("\"locator\":\"https://git.example/a.git\",\"gitRef\":\"main\","
                        + "\"credentialsSecret\":\"GIT_TOKEN\"}");
        typed.appaloft(words(before, "--source=static-site:/srv/site#dist"));
        assertThat(controlPlane.lastAsked().body())
                .contains("{\"kind\":\"static-site\",\"locator\":\"/srv/site\",\"publishDirectory\":\"dist\"}");
    }

    @Test
    void aComposeFileLiesInAFolderOrInARepository() {
        controlPlane.answers("POST /api/resources", 201, "{\"id\":\"res_1\"}");
        String[] before = {"resources", "create", "--project=prj_1", "--environment=env_1", "--server=srv_1", "--name=a"
        };
        typed.appaloft(words(before, "--source=compose:/srv/shop", "--compose-file=stack.yml", "--service=web"));
        assertThat(controlPlane.lastAsked().body())
                .contains(
                        "{\"kind\":\"compose\",\"locator\":\"/srv/shop\",\"file\":\"stack.yml\",\"service\":\"web\"}");
        typed.appaloft(words(before, "--source=compose:git@git.example:shop.git#v1:deploy:stack.yml"));
        assertThat(controlPlane.lastAsked().body())
                .contains("{\"kind\":\"compose\",\"locator\":\"git@git.example:shop.git\",\"gitRef\":\"v1\","
                        + "\"baseDirectory\":\"deploy\",\"file\":\"stack.yml\"}");
        typed.appaloft(words(before, "--source=compose:/srv/shop#stack.yml"));
        assertThat(controlPlane.lastAsked().body())
                .contains("{\"kind\":\"compose\",\"locator\":\"/srv/shop\",\"file\":\"stack.yml\"}");
    }

    @Test
    void theSecretThatOpensRegistriesIsNamedAndStaysWhereItIsNotTyped() {
        controlPlane.answers("POST /api/resources", 201, "{\"id\":\"res_1\"}");
        String[] before = {"resources", "create", "--project=prj_1", "--environment=env_1", "--server=srv_1", "--name=a"
        };
        typed.appaloft(words(before, "--source=compose:/srv/shop", "--registry-secret=REGISTRIES"));
        assertThat(controlPlane.lastAsked().body()).contains("\"runtime\":{\"registrySecret\":\"REGISTRIES\"}");
        controlPlane.answers(
                "GET /api/resources/res_1",
                200,
                "{\"id\":\"res_1\",\"profile\":{\"runtime\":{\"strategy\":\"compose\",\"registrySecret\":\"REGISTRIES\"}}}");
        controlPlane.answers("PATCH /api/resources/res_1/profile", 200, "{}");
        typed.appaloft("resources", "configure", "res_1", "--data-marker=v2");
        assertThat(controlPlane.lastAsked().body())
                .contains("\"registrySecret\":\"REGISTRIES\"", "\"dataMarker\":\"v2\"");
    }

    private static String[] words(String[] before, String... more) {
        return Stream.concat(Stream.of(before), Stream.of(more)).toArray(String[]::new);
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
    void aDiagnosisSaysWhatToDoFirstAndShowsEveryCheckOnALine() {
        var summary = "{\"failure\":{\"category\":\"source-unreadable\",\"code\":\"source-not-found\","
                + "\"message\":\"It is gone.\"},\"firstAction\":\"Fix source or relink.\",\"checks\":["
                + "{\"name\":\"engine-reachable\",\"status\":\"passed\",\"evidence\":\"It answers.\",\"advice\":\"\"},"
                + "{\"name\":\"source-readable\",\"status\":\"failed\",\"evidence\":\"Gone\\u001b[2J.\",\"advice\":\"Relink.\"}]}";
        for (var what : new String[] {"resources", "deployments"}) {
            var id = what.equals("resources") ? "res_1" : "dep_1";
            controlPlane.answers("GET /api/" + what + "/" + id + "/diagnostic-summary", 200, summary);
            assertThat(typed.appaloft(what, "diagnose", id)).isZero();
            assertThat(typed.out())
                    .contains("First: Fix source or relink.")
                    .containsPattern("engine-reachable +passed +It answers\\. +–")
                    .containsPattern("source-readable +failed +Gone\\[2J\\. +Relink\\.");
        }
    }

    @Test
    void lookingAtTheSourceNowIsAskedForAndAcceptingSendsNoBody() {
        controlPlane
                .answers("GET /api/resources/res_1", 200, "{\"id\":\"res_1\"}")
                .answers("POST /api/resources/res_1/profile/accept-source", 200, "{\"profile\":{\"version\":3}}");
        assertThat(typed.appaloft("resources", "show", "res_1", "--check")).isZero();
        assertThat(typed.appaloft("resources", "configure", "res_1", "--from-source"))
                .isZero();
        assertThat(typed.out()).contains("version 3");
    }

    @Test
    void aSecretCanBePipedInsteadOfTyped() {
        controlPlane.answers("PUT /api/environments/env_1/variables/KEY", 204, "");

        assertThat(typed.appaloft("environments", "set-variable", "env_1", "KEY", "--value-stdin", "--secret"))
                .isZero();
        assertThat(controlPlane.lastAsked().body()).isEqualTo("{\"value\":\"piped\",\"secret\":true}");
        assertThat(typed.out() + typed.err()).doesNotContain("piped");
    }

    @Test
    void aSecretTypedAsAnArgumentIsRefusedBeforeAnybodyIsAsked() {
        assertThat(typed.appaloft("environments", "variables", "set", "env_1", "KEY", "--value", "hunter2", "--secret"))
                .isEqualTo(2);
        assertThat(typed.err()).contains("--value-stdin").doesNotContain("hunter2");
        assertThat(controlPlane.asked()).isEmpty();
    }

    @Test
    void aSecretIsReadFromAFileOrFromStandardInput() throws IOException {
        controlPlane.answers("PUT /api/environments/env_1/variables/KEY", 204, "");
        var file = data.resolve("secret");
        Files.writeString(file, "from a file\n");
        assertThat(typed.appaloft(
                        "environments",
                        "variables",
                        "set",
                        "env_1",
                        "KEY",
                        "--secret",
                        "--value-file",
                        file.toString()))
                .isZero();
        assertThat(controlPlane.lastAsked().body()).isEqualTo("{\"value\":\"from a file\",\"secret\":true}");
        assertThat(typed.appaloft("environments", "variables", "set", "env_1", "KEY", "--secret"))
                .isZero();
        assertThat(controlPlane.lastAsked().body()).isEqualTo("{\"value\":\"piped\",\"secret\":true}");
        assertThat(typed.out() + typed.err()).doesNotContain("piped").doesNotContain("from a file");
    }

    @Test
    void variablesAreListedWithValuesAndSecretsWithVersions() {
        controlPlane.answers(
                "GET /api/environments/env_1/variables",
                200,
                "{\"items\":[{\"name\":\"COLOR\",\"secret\":false,\"value\":\"blue\"},"
                        + "{\"name\":\"TOKEN\",\"secret\":true,\"version\":3,\"setAt\":\"2026-03-01T10:00:00.000Z\"}]}");
        assertThat(typed.appaloft("environments", "variables", "list", "env_1")).isZero();
        assertThat(typed.out()).contains("blue").contains("version 3").contains("2026-03-01 11:00:00");
    }

    @Test
    void aRelinkShowsBeforeAfterAndWhetherTheNewSourceCanBeRead() {
        controlPlane.answers(
                "POST /api/resources/res_1/source/relink",
                200,
                "{\"before\":{\"kind\":\"docker-image\",\"locator\":\"web:v1\"},"
                        + "\"after\":{\"kind\":\"docker-image\",\"locator\":\"web:v2\"},\"dryRun\":true,"
                        + "\"probe\":{\"readable\":false,\"evidence\":\"image-not-found: There is none.\","
                        + "\"advice\":\"Fix source or relink.\"}}");
        assertThat(typed.appaloft(
                        "resources",
                        "relink",
                        "res_1",
                        "--expected-current",
                        "docker-image:web:v1",
                        "--to",
                        "docker-image:web:v2",
                        "--expected-environment",
                        "env_1",
                        "--confirm",
                        "res_1",
                        "--dry-run"))
                .isZero();
        assertThat(typed.out())
                .contains("Nothing was changed")
                .contains("before  docker-image web:v1")
                .contains("after   docker-image web:v2")
                .contains("cannot be read: image-not-found");
        assertThat(controlPlane.lastAsked().body()).contains("\"dryRun\":true");
    }

    @Test
    void aDiffIsATableOfWhatDiffers() {
        controlPlane.answers(
                "GET /api/deployments/dep_1/diff",
                200,
                "{\"items\":[{\"field\":\"secrets.TOKEN\",\"before\":\"version 1\",\"after\":\"version 2\","
                        + "\"change\":\"changed\"}]}");
        assertThat(typed.appaloft("deployments", "diff", "dep_1")).isZero();
        assertThat(typed.out()).contains("secrets.TOKEN").contains("version 1").contains("version 2");
    }

    @Test
    void rotatingTheKeySaysHowManyValuesWereEncryptedAnew() {
        controlPlane.answers(
                "POST /api/secrets/rotate-key", 200, "{\"keyId\":\"ab12\",\"reencrypted\":7,\"resumed\":false}");
        assertThat(typed.appaloft("secrets", "rotate-key")).isZero();
        assertThat(typed.out()).contains("7 values").contains("ab12");
    }
}
