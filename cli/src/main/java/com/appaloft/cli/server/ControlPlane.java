package com.appaloft.cli.server;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the control plane says of itself. */
public final class ControlPlane {
    private ControlPlane() {}

    /** {@code appaloft status}. */
    @Command(
            name = "status",
            description = "Whether the control plane is ready to serve.",
            mixinStandardHelpOptions = true)
    public static final class Status implements Callable<Integer> {
        @Mixin
        private @Nullable Session session;

        @Override
        public Integer call() {
            return ask(session, "health", "ready");
        }
    }

    /** {@code appaloft version}. */
    @Command(name = "version", description = "Which control plane answers.", mixinStandardHelpOptions = true)
    public static final class Version implements Callable<Integer> {
        @Mixin
        private @Nullable Session session;

        @Override
        public Integer call() {
            return ask(session, "version");
        }
    }

    private static int ask(@Nullable Session session, String... route) {
        if (session == null) {
            throw new IllegalStateException("a command has a session");
        }
        var answer = session.api().get(Route.to(route));
        return session.tell(answer, screen -> {
            var version = text(answer.json(), "/version");
            if (version.isEmpty()) {
                screen.say("The control plane is " + screen.status("ready") + ".");
            } else {
                screen.say(Screen.clean(
                        text(answer.json(), "/name") + " " + version + ", API " + text(answer.json(), "/apiVersion")));
            }
        });
    }
}
