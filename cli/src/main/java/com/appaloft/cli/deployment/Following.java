package com.appaloft.cli.deployment;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.http.Answer;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.http.ServerUnreachable;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Watches one attempt until it ends, through short losses of the server, and turns its outcome into an exit code. */
public final class Following {
    private static final int WAIT_SECONDS = 20;
    private static final int LOSSES_BORNE = 30;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Set<String> TERMINAL = Set.of(
            "deployment.succeeded",
            "deployment.failed",
            "deployment.canceled",
            "deployment.interrupted",
            "deployment.rolled-back");

    private final Session session;
    private final String id;
    private int losses = LOSSES_BORNE; // until somebody answered, silence is an answer

    public Following(Session session, String id) {
        this.session = session;
        this.id = id;
    }

    /** Progress, then the outcome. @return done if the attempt succeeded */
    public int untilSucceeded() {
        return untilIs("succeeded");
    }

    /** Progress, then the outcome. @return done if the attempt is canceled */
    int untilCanceled() {
        return untilIs("canceled");
    }

    /** Every event as it comes. @return done if the attempt succeeded */
    int events(@Nullable String after) {
        var screen = session.screen();
        watch(after, item -> show(item, DeploymentText.event(screen, item)));
        return exitCode(attempt(), "succeeded");
    }

    /** Every log line as it comes. @return done if the attempt succeeded */
    int logs(@Nullable String after, @Nullable Integer tail) {
        var cursor = after;
        var lines = tail;
        while (true) {
            var ended = ended(attempt());
            var page = asked(Route.to("deployments", id, "logs")
                            .with("after", cursor)
                            .with("tail", lines))
                    .json();
            page.path("items").forEach(line -> show(line, DeploymentText.logLine(session.screen(), line)));
            if (ended && page.path("items").isEmpty()) {
                return exitCode(attempt(), "succeeded");
            }
            if (page.path("items").isEmpty()) {
                pause();
            }
            cursor = text(page, "/nextAfter").isEmpty() ? cursor : text(page, "/nextAfter");
            lines = null;
        }
    }

    private int untilIs(String wanted) {
        var progress = session.progress();
        losses = 0; // the command was accepted: somebody was there
        watch(null, item -> progress.say(DeploymentText.event(progress, item)));
        var answer = attempt();
        session.tell(answer, screen -> ending(screen, answer.json()));
        return exitCode(answer, wanted);
    }

    private void ending(Screen screen, JsonNode attempt) {
        DeploymentText.failure(screen, attempt.path("failure"));
        screen.say(Screen.clean(id) + " " + screen.status(text(attempt, "/status")) + ".");
    }

    private void watch(@Nullable String after, Consumer<JsonNode> seen) {
        var cursor = after;
        while (true) {
            var page = asked(Route.to("deployments", id, "timeline")
                            .with("after", cursor)
                            .with("waitSeconds", WAIT_SECONDS))
                    .json();
            var items = page.path("items");
            items.forEach(seen);
            if (over(items) || (page.path("terminal").asBoolean(false) && !more(page, cursor))) {
                return;
            }
            if (items.isEmpty()) {
                pause(); // a server that does not wait must not be asked without rest
            }
            cursor = next(page, cursor);
        }
    }

    /** Whether an ended attempt's events go on behind this page. */
    private static boolean more(JsonNode page, @Nullable String cursor) {
        var next = next(page, cursor);
        return !page.path("items").isEmpty() && next != null && !next.equals(cursor);
    }

    private static boolean over(JsonNode items) {
        return items.valueStream().anyMatch(item -> TERMINAL.contains(text(item, "/event")));
    }

    private static @Nullable String next(JsonNode page, @Nullable String cursor) {
        var next = text(page, "/nextCursor");
        if (!next.isEmpty()) {
            return next;
        }
        var items = page.path("items");
        var last = items.isEmpty() ? "" : text(items.get(items.size() - 1), "/cursor");
        return last.isEmpty() ? cursor : last;
    }

    private Answer attempt() {
        return asked(Route.to("deployments", id));
    }

    private Answer asked(Route route) {
        while (true) {
            try {
                var answer = session.api().get(route);
                losses = 0;
                return answer;
            } catch (ServerUnreachable e) {
                if (++losses > LOSSES_BORNE) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static boolean ended(Answer attempt) {
        return TERMINAL.contains("deployment." + text(attempt.json(), "/status"));
    }

    private static int exitCode(Answer attempt, String wanted) {
        return text(attempt.json(), "/status").equals(wanted) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void show(JsonNode item, String line) {
        if (session.json()) {
            session.document(item.toString());
        } else {
            session.screen().say(line);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while following", e);
        }
    }
}
