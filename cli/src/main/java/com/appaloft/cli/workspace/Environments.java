package com.appaloft.cli.workspace;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a project's resources run, with their variables and their lock. */
@Command(
        name = "environments",
        description = "Where a project's resources run, with their variables and their lock.",
        subcommands = Variables.class,
        mixinStandardHelpOptions = true)
public final class Environments {

    @Command(description = "Create an environment.", mixinStandardHelpOptions = true)
    int create(
            @Mixin Session session,
            @Option(names = "--project", required = true, paramLabel = "<projectId>") String project,
            @Option(names = "--name", required = true) String name,
            @Option(names = "--kind", defaultValue = "production", description = "production|staging|preview|custom")
                    String kind) {
        var body = Json.object().put("projectId", project).put("name", name).put("kind", kind);
        var answer = session.api().post(Route.to("environments"), body);
        return session.tell(answer, screen -> screen.say("Environment " + Screen.clean(answer.id()) + " created."));
    }

    @Command(description = "List the environments.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session, @Option(names = "--project", paramLabel = "<projectId>") @Nullable String project) {
        var answer = session.api().get(Route.to("environments").with("projectId", project));
        return session.tell(answer, screen -> screen.rows(answer.json(), "id", "name", "kind", "projectId", "locked"));
    }

    @Command(description = "Show one environment.", mixinStandardHelpOptions = true)
    int show(@Mixin Session session, @Parameters(paramLabel = "<environmentId>") String id) {
        var answer = session.api().get(Route.to("environments", id));
        return session.tell(answer, screen -> screen.facts(answer.json()));
    }

    @Command(description = "Admit no new attempts.", mixinStandardHelpOptions = true)
    int lock(@Mixin Session session, @Parameters(paramLabel = "<environmentId>") String id) {
        var answer = session.api().post(Route.to("environments", id, "lock"));
        return session.tell(answer, screen -> screen.say("Environment " + Screen.clean(id) + " is locked."));
    }

    @Command(description = "Admit attempts again.", mixinStandardHelpOptions = true)
    int unlock(@Mixin Session session, @Parameters(paramLabel = "<environmentId>") String id) {
        var answer = session.api().post(Route.to("environments", id, "unlock"));
        return session.tell(answer, screen -> screen.say("Environment " + Screen.clean(id) + " is unlocked."));
    }

    @Command(name = "set-variable", description = "Set a configuration variable.", mixinStandardHelpOptions = true)
    int setVariable(
            @Mixin Session session,
            @Parameters(paramLabel = "<environmentId>") String id,
            @Parameters(paramLabel = "<name>") String name,
            @ArgGroup @Nullable VariableValue value,
            @Option(names = "--secret", description = "Never readable again.") boolean secret)
            throws IOException {
        var body = Json.object()
                .put("value", VariableValue.read(session, value, secret))
                .put("secret", secret);
        var answer = session.api().put(Route.to("environments", id, "variables", name), body);
        return session.tell(
                answer,
                screen -> screen.say("Variable " + Screen.clean(name) + " is set from the next deployment on."));
    }
}
