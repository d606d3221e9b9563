package com.appaloft.cli.server;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import com.appaloft.cli.terminal.Table;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Deployment targets. */
@Command(
        name = "servers",
        description = "Deployment targets: register, test and look at them.",
        subcommands = Proxies.class,
        mixinStandardHelpOptions = true)
public final class Servers {

    @Command(description = "Register a deployment target.", mixinStandardHelpOptions = true)
    int register(
            @Mixin Session session,
            @Option(names = "--name", required = true) String name,
            @Option(
                            names = "--kind",
                            defaultValue = "docker-local",
                            description = "docker-local or docker-ssh; ${DEFAULT-VALUE} if not given.")
                    String kind,
            @Mixin Login login) {
        var body = Json.object().put("name", name).put("kind", kind);
        login.into(session, body);
        var answer = session.api().post(Route.to("servers"), body);
        return session.tell(
                answer,
                screen -> screen.say("Server " + Screen.clean(answer.id())
                        + " registered; check it with `appaloft servers test " + Screen.clean(answer.id()) + "`."));
    }

    @Command(
            name = "trust",
            description = "Confirm the fingerprint of its host key, after comparing it with the server's own.",
            mixinStandardHelpOptions = true)
    int trust(
            @Mixin Session session,
            @Parameters(paramLabel = "<serverId>") String id,
            @Parameters(paramLabel = "<fingerprint>") String fingerprint) {
        var answer = session.api()
                .post(Route.to("servers", id, "host-key"), Json.object().put("fingerprint", fingerprint));
        return session.tell(
                answer, screen -> screen.say("From now on only the server with this host key is spoken to."));
    }

    @Command(
            name = "change-key",
            description = "Open it by another private key; the one before is destroyed.",
            mixinStandardHelpOptions = true)
    int changeKey(
            @Mixin Session session,
            @Parameters(paramLabel = "<serverId>") String id,
            @Option(names = "--private-key-file", required = true) Path file,
            @Option(names = "--passphrase-file", description = "Where the passphrase of the key is.") @Nullable
                    Path passphrase) {
        var body = Json.object();
        Login.key(session, body, file, passphrase);
        var answer = session.api().post(Route.to("servers", id, "key"), body);
        return session.tell(
                answer,
                screen -> screen.say("Changed; check it with `appaloft servers test " + Screen.clean(id) + "`."));
    }

    @Command(
            name = "set-domain",
            description = "Say in what the names of its resources end; lead a wildcard record there.",
            mixinStandardHelpOptions = true)
    int setDomain(
            @Mixin Session session,
            @Parameters(paramLabel = "<serverId>") String id,
            @Parameters(paramLabel = "<domain>") String domain) {
        var answer = session.api()
                .put(Route.to("servers", id, "domain"), Json.object().put("domain", domain));
        return session.tell(
                answer, screen -> screen.say("Names made from now on end in ." + Screen.clean(domain) + "."));
    }

    @Command(
            description = "Deploy to it no more; its history stays, and so does what runs there.",
            mixinStandardHelpOptions = true)
    int deactivate(
            @Mixin Session session,
            @Parameters(paramLabel = "<serverId>") String id,
            @Option(
                            names = "--force",
                            description = "Also while something is deployed to it, for a server that is gone:"
                                    + " what is under way ends as interrupted.")
                    boolean force) {
        var answer = session.api().delete(Route.to("servers", id).with("force", force ? "true" : null));
        return session.tell(answer, screen -> screen.say(Screen.clean(id) + " is deactivated."));
    }

    @Command(description = "Connect to it for real and look.", mixinStandardHelpOptions = true)
    int test(@Mixin Session session, @Parameters(paramLabel = "<serverId>") String id) {
        var answer = session.api().post(Route.to("servers", id, "test"));
        session.tell(answer, screen -> checks(screen, answer.json()));
        return answer.json().path("well").asBoolean(false) ? ExitCode.DONE : ExitCode.FAILED;
    }

    @Command(description = "List the servers.", mixinStandardHelpOptions = true)
    int list(@Mixin Session session) {
        var answer = session.api().get(Route.to("servers"));
        return session.tell(answer, screen -> screen.rows(answer.json(), "id", "name", "kind"));
    }

    @Command(description = "Show one server.", mixinStandardHelpOptions = true)
    int show(@Mixin Session session, @Parameters(paramLabel = "<serverId>") String id) {
        var answer = session.api().get(Route.to("servers", id));
        return session.tell(answer, screen -> screen.facts(answer.json()));
    }

    private static void checks(Screen screen, JsonNode answer) {
        var table = new Table("CHECK", "RESULT", "EVIDENCE", "ADVICE");
        answer.path("checks")
                .forEach(check -> table.row(
                        Screen.clean(text(check, "/name")),
                        screen.status(text(check, "/status")),
                        Screen.clean(text(check, "/evidence")),
                        Screen.clean(text(check, "/advice"))));
        screen.print(table);
        if (answer.path("well").asBoolean(false)) {
            screen.say(screen.good("The server is reachable and well."));
        } else {
            screen.say(screen.bad(
                    answer.path("reachable").asBoolean(false)
                            ? "The server is reachable, and not well: see what failed."
                            : "The server is not reachable."));
        }
    }
}
