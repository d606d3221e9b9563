package com.appaloft.cli.event;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who is told of events by HTTP. */
@Command(name = "webhooks", description = "Who is told of events by HTTP.", mixinStandardHelpOptions = true)
public final class Webhooks {

    @Command(description = "Tell a URL of every event from now on, signed.", mixinStandardHelpOptions = true)
    int create(
            @Mixin Session session,
            @Parameters(paramLabel = "<url>") String url,
            @Option(names = "--event", paramLabel = "<name>", description = "Only this one; may be repeated.") @Nullable
                    List<String> events,
            @Option(names = "--resource", paramLabel = "<resourceId>", description = "Only what concerns it.") @Nullable
                    String resource) {
        var body = Json.object().put("url", url);
        if (events != null) {
            var names = body.putArray("events");
            events.forEach(names::add);
        }
        if (resource != null) {
            body.put("resourceId", resource);
        }
        var answer = session.api().post(Route.to("webhooks"), body);
        return session.tell(answer, screen -> {
            screen.say("Webhook " + Screen.clean(answer.id()) + " created.");
            screen.say("Its deliveries are signed with " + Screen.clean(Json.text(answer.json(), "/secret"))
                    + " (shown once).");
        });
    }

    @Command(description = "List the webhooks.", mixinStandardHelpOptions = true)
    int list(@Mixin Session session) {
        var answer = session.api().get(Route.to("webhooks"));
        return session.tell(
                answer, screen -> screen.rows(answer.json(), "id", "url", "resourceId", "attempts", "lastError"));
    }

    @Command(description = "Tell it nothing any more.", mixinStandardHelpOptions = true)
    int delete(@Mixin Session session, @Parameters(paramLabel = "<webhookId>") String id) {
        var answer = session.api().delete(Route.to("webhooks", id));
        return session.tell(answer, screen -> screen.say("Webhook " + Screen.clean(id) + " deleted."));
    }

    @Command(name = "dead-letters", description = "Events that were tried too often.", mixinStandardHelpOptions = true)
    int deadLetters(
            @Mixin Session session,
            @Parameters(paramLabel = "<webhookId>") String id,
            @Option(names = "--after", paramLabel = "<number>") @Nullable String after) {
        var answer = session.api().get(Route.to("webhooks", id, "dead-letters").with("after", after));
        return session.tell(
                answer, screen -> screen.rows(answer.json(), "number", "event", "failedAt", "attempts", "error"));
    }

    @Command(
            description = "Try a dead letter once more, now; the exit code says whether it was taken.",
            mixinStandardHelpOptions = true)
    int redeliver(
            @Mixin Session session,
            @Parameters(paramLabel = "<webhookId>") String id,
            @Parameters(paramLabel = "<number>") String number) {
        var answer = session.api().post(Route.to("webhooks", id, "dead-letters", number, "redeliver"));
        var delivered = answer.json().path("delivered").asBoolean(false);
        session.tell(
                answer,
                screen -> screen.say(
                        delivered
                                ? "Delivered."
                                : "Not delivered: " + Screen.clean(Json.text(answer.json(), "/error")) + "."));
        return delivered ? ExitCode.DONE : ExitCode.FAILED;
    }
}
