package com.appaloft.cli.workspace;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import com.appaloft.cli.terminal.Table;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** An environment's configuration; what changes counts from the next deployment on. */
@Command(
        name = "variables",
        description = "The variables and secrets of an environment; they count from the next deployment on.",
        mixinStandardHelpOptions = true)
final class Variables {

    @Command(
            description = "List variables with their values and secrets with their versions.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Session session, @Parameters(paramLabel = "<environmentId>") String id) {
        var answer = session.api().get(Route.to("environments", id, "variables"));
        return session.tell(answer, screen -> screen.print(table(screen, answer.json())));
    }

    @Command(
            description =
                    "Set a variable, or with --secret a new version of a secret, read from standard input or a file.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin Session session,
            @Parameters(paramLabel = "<environmentId>") String id,
            @Parameters(paramLabel = "<name>") String name,
            @ArgGroup @Nullable VariableValue value,
            @Option(names = "--secret", description = "Never readable again.") boolean secret)
            throws IOException {
        var body = Json.object().put("value", VariableValue.read(session, value, secret));
        body.put("secret", secret);
        var answer = session.api().put(Route.to("environments", id, "variables", name), body);
        return session.tell(
                answer,
                screen -> screen.say("Variable " + Screen.clean(name) + " is set from the next deployment on."));
    }

    @Command(
            description = "Take a variable or secret out of the configuration; versions stay for retry and rollback.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin Session session,
            @Parameters(paramLabel = "<environmentId>") String id,
            @Parameters(paramLabel = "<name>") String name) {
        var answer = session.api().delete(Route.to("environments", id, "variables", name));
        return session.tell(
                answer,
                screen -> screen.say("Variable " + Screen.clean(name) + " is gone from the next deployment on."));
    }

    @Command(
            name = "delete-version",
            description = "Destroy one version of a secret; what ran with it can never be retried or rolled back to.",
            mixinStandardHelpOptions = true)
    int deleteVersion(
            @Mixin Session session,
            @Parameters(paramLabel = "<environmentId>") String id,
            @Parameters(paramLabel = "<name>") String name,
            @Parameters(paramLabel = "<version>") String version,
            @Option(names = "--confirm", required = true, paramLabel = "<environmentId>") String confirm) {
        var answer = session.api()
                .delete(Route.to("environments", id, "variables", name, "versions", version)
                        .with("confirm", confirm));
        return session.tell(
                answer,
                screen -> screen.say(
                        "Version " + Screen.clean(version) + " of " + Screen.clean(name) + " is destroyed."));
    }

    private static Table table(Screen screen, JsonNode answer) {
        var table = new Table("NAME", "KIND", "VALUE", "SET");
        for (var item : answer.path("items")) {
            boolean secret = item.path("secret").asBoolean(false);
            table.row(
                    Screen.clean(item.path("name").asString("")),
                    secret ? "secret" : "variable",
                    secret ? version(item) : Screen.clean(item.path("value").asString("")),
                    screen.moment(item.path("setAt").asString("")));
        }
        return table;
    }

    private static String version(JsonNode secret) {
        var version = secret.path("version").asString("");
        return version.isEmpty() ? "removed, old versions kept" : "version " + Screen.clean(version);
    }
}
