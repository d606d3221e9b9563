package com.appaloft.cli.server;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.http.Answer;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The proxy at the edge of a server. */
@Command(
        name = "proxy",
        description = "The proxy of a server, by which resources are visited by name.",
        mixinStandardHelpOptions = true)
public final class Proxies {
    @Command(description = "Ask it how it is.", mixinStandardHelpOptions = true)
    int status(@Mixin Session session, @Parameters(paramLabel = "<serverId>") String id) {
        return told(session, session.api().get(Route.to("servers", id, "proxy")));
    }

    @Command(
            description = "Start it if it does not run, and tell it again what it is to do.",
            mixinStandardHelpOptions = true)
    int bootstrap(@Mixin Session session, @Parameters(paramLabel = "<serverId>") String id) {
        return told(session, session.api().postPatiently(Route.to("servers", id, "proxy", "bootstrap")));
    }

    @Command(
            description = "Replace it by one of the image that is configured now; its routes stay.",
            mixinStandardHelpOptions = true)
    int upgrade(@Mixin Session session, @Parameters(paramLabel = "<serverId>") String id) {
        return told(session, session.api().postPatiently(Route.to("servers", id, "proxy", "upgrade")));
    }

    private static int told(Session session, Answer answer) {
        boolean ready = answer.json().path("ready").asBoolean(false);
        session.tell(answer, screen -> {
            var evidence = Screen.clean(text(answer.json(), "/evidence"));
            screen.say(ready ? screen.good(evidence) : screen.bad(evidence));
            var advice = Screen.clean(text(answer.json(), "/advice"));
            if (!advice.isEmpty()) {
                screen.say(advice);
            }
        });
        return ready ? ExitCode.DONE : ExitCode.FAILED;
    }
}
