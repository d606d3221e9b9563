package com.appaloft.cli.workspace;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups of environments. */
@Command(name = "projects", description = "Groups of environments.", mixinStandardHelpOptions = true)
public final class Projects {

    @Command(description = "Create a project.", mixinStandardHelpOptions = true)
    int create(@Mixin Session session, @Option(names = "--name", required = true) String name) {
        var answer = session.api().post(Route.to("projects"), Json.object().put("name", name));
        return session.tell(answer, screen -> screen.say("Project " + Screen.clean(answer.id()) + " created."));
    }

    @Command(description = "List the projects.", mixinStandardHelpOptions = true)
    int list(@Mixin Session session) {
        var answer = session.api().get(Route.to("projects"));
        return session.tell(answer, screen -> screen.rows(answer.json(), "id", "name"));
    }

    @Command(description = "Show one project.", mixinStandardHelpOptions = true)
    int show(@Mixin Session session, @Parameters(paramLabel = "<projectId>") String id) {
        var answer = session.api().get(Route.to("projects", id));
        return session.tell(answer, screen -> screen.facts(answer.json()));
    }
}
