package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A workload prints its secret and dies of it, on a scripted host and on a real engine: the secret is found nowhere afterwards. */
class NoSecretAnywhereIT {
    private static final String CANARY = "canary-4f9d2c71-sings";

    static InProcess controlPlane;
    static Workspace scripted;
    static Workspace real;
    static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    @BeforeAll
    static void start() {
        controlPlane = new InProcess();
        LOG.start();
        root().addAppender(LOG);
        scripted = new Workspace(controlPlane.api(), InProcess.KIND);
        real = new Workspace(controlPlane.api());
    }

    @AfterAll
    static void stop() {
        root().detachAppender(LOG);
        var installation = controlPlane.bean(InstallationId.class).value();
        controlPlane.close();
        try (var engine = new Engine()) {
            engine.removeAllOf(installation);
        }
    }

    @Test
    void whatWasSecretIsNowhere() throws Exception {
        // quieter would prove less, and the database driver's own words are about every statement
        root().setLevel(Level.INFO);
        var answers = new ArrayList<String>();
        controlPlane.host().image("canary:fails", FakeImage.exiting(3, "dying with " + CANARY));
        controlPlane.host().image("canary:serves", FakeImage.serving().printing(List.of("using " + CANARY)));
        live(scripted, scripted.worker("dies", "canary:fails"), "failed", answers);
        live(scripted, scripted.worker("sings", "canary:serves"), "succeeded", answers);
        var folder = Apps.broken("dying with $CANARY");
        try {
            live(real, real.folderSite("dies-for-real", folder, Site.freePort()), "failed", answers);
        } finally {
            Apps.delete(folder);
        }
        var key = privateKey();
        login(key, answers);
        answers.add(answer(scripted.api.post("/api/secrets/rotate-key", null)));

        var secrets = Stream.concat(Stream.of(CANARY), key.lines().filter(line -> line.length() > 20))
                .filter(line -> !line.startsWith("-----"))
                .toList();
        assertThat(secrets).hasSizeGreaterThan(4);
        assertThat(String.join("\n", answers)).contains("••••").doesNotContain(secrets);
        var tables = everyTable();
        assertThat(tables)
                .contains("environment.secret-set", "server.registered")
                .contains("••••")
                .doesNotContain(secrets);
        var log = LOG.list.stream().map(NoSecretAnywhereIT::words).toList();
        assertThat(log).isNotEmpty().noneMatch(line -> secrets.stream().anyMatch(line::contains));
        System.out.println("the canary was looked for in " + answers.size() + " answers, " + tables.length()
                + " characters of tables and " + log.size() + " lines of log: found 0 times");
    }

    private static void live(Workspace at, String resource, String end, List<String> answers) {
        var environment = "/api/environments/" + at.environment;
        answers.add(answer(at.api.send(
                "PUT",
                environment + "/variables/CANARY",
                Map.of("value", CANARY, "secret", true),
                Map.of("Idempotency-Key", "set-" + resource))));
        var attempt = at.api.deploy(resource);
        assertThat(at.api.ended(attempt).path("status").asString()).isEqualTo(end);
        var deployment = "/api/deployments/" + attempt;
        for (var path : List.of(
                environment,
                environment + "/variables",
                "/api/environments",
                "/api/resources/" + resource,
                "/api/resources/" + resource + "/logs",
                "/api/resources/" + resource + "/health",
                "/api/resources/" + resource + "/history",
                deployment,
                deployment + "/timeline",
                deployment + "/logs",
                deployment + "/diff",
                deployment + "/recovery-readiness?verify=live",
                "/api/deployments")) {
            answers.add(answer(at.api.get(path)));
        }
        answers.add(answer(
                at.api.send("PUT", environment + "/variables/CANARY", Map.of("value", CANARY + "\0"), Map.of())));
    }

    /** What opens a server that is not there, and another key that opens nothing. */
    private static void login(String key, List<String> answers) {
        var login = Map.of(
                "name",
                "remote",
                "kind",
                "docker-ssh",
                "host",
                "127.0.0.1",
                "port",
                Site.freePort(),
                "user",
                "ada",
                "privateKey",
                key,
                "passphrase",
                CANARY,
                "hostKeyFingerprint",
                "SHA256:" + "A".repeat(43));
        var server = "/api/servers/" + scripted.api.created("/api/servers", login);
        answers.add(answer(scripted.api.get(server)));
        answers.add(answer(scripted.api.get("/api/servers")));
        answers.add(answer(scripted.api.post(server + "/test", null)));
        for (var wrong : List.of(key + CANARY, "no key but " + CANARY)) {
            answers.add(answer(
                    scripted.api.post(server + "/key", Map.of("privateKey", wrong, "passphrase", "not " + CANARY))));
            answers.add(answer(scripted.api.post(
                    "/api/servers",
                    Map.of("name", "x", "kind", "docker-ssh", "host", "127.0.0.1", "privateKey", wrong))));
        }
    }

    private static String privateKey() throws IOException, InterruptedException {
        var folder = TestFolders.make("appaloft-canary");
        var file = folder.resolve("key");
        var made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", CANARY, "-f", file.toString()).start();
        assertThat(made.waitFor()).isZero();
        var key = Files.readString(file);
        TestFolders.delete(folder);
        return key;
    }

    private static String answer(Api.Answer answer) {
        return answer.status() + " " + answer.body() + answer.headers();
    }

    private static String words(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    private static String everyTable() {
        var jdbc = controlPlane.bean(JdbcClient.class);
        var all = new StringBuilder();
        jdbc.sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list()
                .forEach(table -> jdbc.sql("select t::text from " + table + " t")
                        .query(String.class)
                        .list()
                        .forEach(row -> all.append(row).append('\n')));
        return all.toString();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
