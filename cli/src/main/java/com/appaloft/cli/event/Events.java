package com.appaloft.cli.event;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.http.ServerSentEvent;
import com.appaloft.cli.http.ServerUnreachable;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that happens, as it happens. */
@Command(name = "events", description = "Everything that happens, as it happens.", mixinStandardHelpOptions = true)
public final class Events {
    private static final int LOSSES_BORNE = 30;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private String last = "";
    private int losses = LOSSES_BORNE; // until somebody answered, silence is an answer
    private int left;

    @Command(
            description = "Print events as they are recorded, through short losses of the server.",
            mixinStandardHelpOptions = true)
    int tail(
            @Mixin Session session,
            @Option(
                            names = "--after",
                            paramLabel = "<cursor>",
                            defaultValue = "now",
                            description = "The id of the last event seen; now if not given.")
                    String after,
            @Option(names = "--from-start", description = "Begin with the first event there is.") boolean fromStart,
            @Option(names = "--limit", paramLabel = "<n>", description = "Stop after so many events.") @Nullable
                    Integer limit)
            throws InterruptedException {
        left = limit == null ? Integer.MAX_VALUE : limit;
        var route = Route.to("events", "stream").with("after", fromStart ? null : after);
        while (left > 0) {
            try {
                session.api().stream(route, last, event -> show(session, event));
            } catch (Enough e) {
                return ExitCode.DONE;
            } catch (ServerUnreachable e) {
                if (++losses > LOSSES_BORNE) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE);
        }
        return ExitCode.DONE;
    }

    private void show(Session session, ServerSentEvent event) {
        losses = 0;
        if (event.name().equals("heartbeat")) {
            return;
        }
        if (!event.id().isEmpty()) {
            last = event.id();
        }
        if (session.json()) {
            session.document(event.data());
        } else if (event.id().isEmpty()) {
            session.errors().say("Some events between are gone (" + Screen.clean(event.name()) + ").");
        } else {
            var data = Json.read(event.data());
            var screen = session.screen();
            screen.say(screen.faint(screen.clock(Json.text(data, "/time"))) + "  " + Screen.clean(event.name()) + "  "
                    + Screen.clean(Json.text(data, "/subject")) + "  " + screen.faint(event.id()));
        }
        if (!event.id().isEmpty() && --left <= 0) {
            throw new Enough();
        }
    }

    /** As many events as were wanted. */
    private static final class Enough extends RuntimeException {
        Enough() {
            super("enough", null, false, false);
        }
    }
}
