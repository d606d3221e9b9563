package com.appaloft.cli.demo;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.deployment.ReadinessText;
import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.ServerRefusal;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.ProblemText;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Deploy, break, understand, recover: every step is proved by an answer of the application or the control plane. */
@Command(name = "demo-story", hidden = true)
public final class DemoStory implements Callable<Integer> {
    @Mixin
    private @Nullable Session session;

    @Option(names = "--example", required = true, description = "The folder of the example application.")
    private Path example = Path.of("");

    @Option(names = "--work", required = true, description = "A folder of its own, for the copy that is edited.")
    private Path work = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (session == null) {
            throw new IllegalStateException("a command has a session");
        }
        var screen = session.screen();
        try {
            new Telling(
                            screen,
                            new Stage(session.api()),
                            example.toRealPath(),
                            work.toAbsolutePath().normalize())
                    .tell();
            return ExitCode.DONE;
        } catch (StepBroken broken) {
            screen.say(screen.bad("✗ " + broken.getMessage()));
        } catch (ServerRefusal refusal) {
            screen.say(screen.bad("✗ The control plane refused a step of the story:"));
            ProblemText.lines(refusal).forEach(screen::say);
        }
        return ExitCode.FAILED;
    }

    /** A step did not hold; the message says what was seen instead. */
    private static final class StepBroken extends RuntimeException {
        StepBroken(String message) {
            super(message);
        }
    }

    /** One telling, with what earlier steps left behind for later ones. */
    private static final class Telling {
        private final Screen screen;
        private final Stage stage;
        private final Path work;
        private final DemoApplication application;
        private final Visitor visitor;
        private final int port;
        private String environment = "";
        private String resource = "";

        Telling(Screen screen, Stage stage, Path example, Path work) throws IOException {
            this.screen = screen;
            this.stage = stage;
            this.work = work;
            this.application = DemoApplication.copiedTo(work.resolve("hello"), example);
            this.port = freePort();
            this.visitor = new Visitor(URI.create("http://127.0.0.1:" + port + "/"));
        }

        void tell() throws IOException, InterruptedException {
            prepare();
            var first = deployFirst();
            var broken = deployBroken();
            understand(broken, first);
            var third = deployFixed();
            rollBack(third, first);
            retryAfterRelink(broken);
            redeploy();
            screen.say("Every step held. The application answers on http://127.0.0.1:" + port + "/");
        }

        private void prepare() throws IOException {
            var project = stage.ensure("projects", Json.object().put("name", "demo"));
            environment = stage.ensure(
                    "environments",
                    Json.object()
                            .put("projectId", project)
                            .put("name", "production")
                            .put("kind", "production"),
                    "projectId");
            var server =
                    stage.ensure("servers", Json.object().put("name", "local").put("kind", "docker-local"), "kind");
            var check = stage.test(server);
            hold(
                    check.path("reachable").asBoolean(false),
                    "The Docker engine answers",
                    check.path("checks").size() + " checks; "
                            + check.at("/checks/2/evidence").asString(""));
            var place = Json.object()
                    .put("projectId", project)
                    .put("environmentId", environment)
                    .put("serverId", server);
            resource = stage.resource(place, work.getFileName().toString(), application.folder(), port);
            held("Project, environment, server and resource are there", resource);
        }

        private String deployFirst() throws IOException, InterruptedException {
            application.serving(1);
            var attempt = succeeded("Version 1 is deployed", stage.deploy(resource));
            serves(1, "GET proves it");
            return attempt;
        }

        private String deployBroken() throws IOException, InterruptedException {
            application.broken();
            try (var visit = visitor.staysExpecting(DemoApplication.page(1))) {
                var attempt = stage.deploy(resource);
                failedAsVersion2("Broken version 2 fails truthfully", attempt);
                hold(
                        visit.wrong() == 0 && visit.right() > 0,
                        "Version 1 kept serving meanwhile",
                        visit.right() + " requests answered, " + visit.wrong() + " not");
                return text(attempt, "/id");
            }
        }

        private void understand(String broken, String first) {
            var readiness = stage.readiness(broken);
            ReadinessText.tell(screen, readiness);
            hold(
                    readiness.path("recoverable").asBoolean(false)
                            && readiness.at("/retry/allowed").asBoolean(false)
                            && readiness.at("/redeploy/allowed").asBoolean(false)
                            && readiness.at("/rollback/candidates").toString().contains(first),
                    "Readiness explains what can be done",
                    "retry and redeploy allowed, " + first + " among the candidates");
        }

        private String deployFixed() throws IOException, InterruptedException {
            application.serving(3);
            var attempt = succeeded("Fixed version 3 is deployed", stage.deploy(resource));
            serves(3, "GET proves it");
            return attempt;
        }

        private void rollBack(String from, String to) throws InterruptedException {
            succeeded("Rolled back to the attempt of version 1", stage.rollback(from, to));
            serves(1, "GET proves it, although the folder holds version 3");
        }

        private void retryAfterRelink(String broken) throws IOException, InterruptedException {
            var moved = DemoApplication.copiedTo(work.resolve("hello-moved"), application.folder());
            moved.serving(4);
            stage.relink(resource, environment, application.folder(), moved.folder());
            held(
                    "The resource is relinked to another folder; nothing was deployed by that",
                    moved.folder().toString());
            serves(1, "Version 1 still serves");
            failedAsVersion2("Retry of version 2 ran its old snapshot, not the new source", stage.retry(broken));
            serves(1, "Version 1 still serves");
        }

        private void redeploy() throws InterruptedException {
            succeeded("Redeploy runs the current profile", stage.redeploy(resource));
            serves(4, "GET proves that the new source runs");
        }

        private String succeeded(String step, JsonNode attempt) {
            hold(
                    text(attempt, "/status").equals("succeeded"),
                    step,
                    text(attempt, "/id") + " " + text(attempt, "/status") + reason(attempt));
            return text(attempt, "/id");
        }

        private void failedAsVersion2(String step, JsonNode attempt) {
            var failure = attempt.path("failure");
            hold(
                    text(attempt, "/status").equals("failed")
                            && text(failure, "/category").equals("health-check-failed")
                            && failure.path("evidence").toString().contains(DemoApplication.LAST_WORDS),
                    step,
                    text(attempt, "/id") + " " + text(attempt, "/status") + reason(attempt));
        }

        private static String reason(JsonNode attempt) {
            var failure = attempt.path("failure");
            return failure.isObject()
                    ? ", " + text(failure, "/category") + " / " + text(failure, "/code") + ": "
                            + failure.path("evidence").toString()
                    : "";
        }

        private void serves(int version, String step) throws InterruptedException {
            var seen = visitor.sees().orElse("nothing");
            hold(seen.equals(DemoApplication.page(version)), step, "http://127.0.0.1:" + port + "/ says: " + seen);
        }

        private void hold(boolean holds, String step, String evidence) {
            if (!holds) {
                throw new StepBroken(step + ": it does not hold. Seen: " + evidence);
            }
            held(step, evidence);
        }

        private void held(String step, String evidence) {
            screen.say(screen.good("✓ ") + step + screen.faint(" – " + evidence));
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }
}
