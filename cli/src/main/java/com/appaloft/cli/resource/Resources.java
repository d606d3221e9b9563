package com.appaloft.cli.resource;

import com.appaloft.cli.diagnosis.DiagnosisText;
import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Deployable units: their profile, their health and their source. */
@Command(
        name = "resources",
        description = "Deployable units: create, configure, relink and look at them.",
        mixinStandardHelpOptions = true)
public final class Resources {

    @Command(description = "Create a resource.", mixinStandardHelpOptions = true)
    int create(@Mixin Session session, @Mixin Place place, @Mixin Profile profile) {
        var body = place.json(session);
        profile.into(body, Json.object());
        var answer = session.api().post(Route.to("resources"), body);
        return session.tell(
                answer,
                screen -> screen.say("Resource " + Screen.clean(answer.id())
                        + " created; deploy it with `appaloft deployments create " + Screen.clean(answer.id())
                        + " --follow`."));
    }

    @Command(description = "Show one resource.", mixinStandardHelpOptions = true)
    int show(
            @Mixin Session session,
            @Parameters(paramLabel = "<resourceId>") String id,
            @Option(names = "--check", description = "Read the source now and see whether it drifted.") boolean check) {
        var answer = session.api().get(Route.to("resources", id).with("check", check ? "true" : null));
        return session.tell(answer, screen -> screen.facts(answer.json()));
    }

    @Command(description = "List the resources.", mixinStandardHelpOptions = true)
    int list(@Mixin Session session) {
        var answer = session.api().get(Route.to("resources"));
        return session.tell(
                answer, screen -> screen.rows(answer.json(), "id", "name", "projectId", "environmentId", "serverId"));
    }

    @Command(
            description = "Change the profile; what is not given stays. The next deployment reads it.",
            mixinStandardHelpOptions = true)
    int configure(
            @Mixin Session session,
            @Parameters(paramLabel = "<resourceId>") String id,
            @Mixin Profile profile,
            @Option(names = "--from-source", description = "Take over what the source declares.") boolean fromSource) {
        if (fromSource) {
            var answer = session.api().post(Route.to("resources", id, "profile", "accept-source"));
            return session.tell(answer, screen -> changed(screen, answer.json()));
        }
        var body = Json.object();
        profile.into(
                body, profileOf(session.api().get(Route.to("resources", id)).json()));
        if (body.isEmpty()) {
            throw session.misuse("Nothing to change was given; name what changes, for example --memory-mb 256.");
        }
        var answer = session.api().patch(Route.to("resources", id, "profile"), body);
        return session.tell(answer, screen -> changed(screen, answer.json()));
    }

    @Command(
            description = "Point the resource at another source. Deploys nothing; it is not a retry.",
            mixinStandardHelpOptions = true)
    int relink(@Mixin Session session, @Parameters(paramLabel = "<resourceId>") String id, @Mixin Relink relink) {
        var answer = session.api().post(Route.to("resources", id, "source", "relink"), relink.json(session));
        return session.tell(answer, screen -> relink.tell(screen, answer.json()));
    }

    @Command(description = "How the resource is now.", mixinStandardHelpOptions = true)
    int health(@Mixin Session session, @Parameters(paramLabel = "<resourceId>") String id) {
        var answer = session.api().get(Route.to("resources", id, "health"));
        return session.tell(answer, screen -> screen.facts(answer.json()));
    }

    @Command(description = "Run the checks now and say what to do first.", mixinStandardHelpOptions = true)
    int diagnose(@Mixin Session session, @Parameters(paramLabel = "<resourceId>") String id) {
        var answer = session.api().get(Route.to("resources", id, "diagnostic-summary"));
        return session.tell(answer, screen -> DiagnosisText.tell(screen, answer.json()));
    }

    @Command(description = "What the serving workload prints.", mixinStandardHelpOptions = true)
    int logs(
            @Mixin Session session,
            @Parameters(paramLabel = "<resourceId>") String id,
            @Option(names = "--tail", paramLabel = "<n>") @Nullable Integer tail) {
        var answer = session.api().get(Route.to("resources", id, "logs").with("tail", tail));
        return session.tell(
                answer,
                screen -> lines(answer.json())
                        .forEach(line -> screen.say(
                                Screen.clean(line.isObject() ? Json.text(line, "/line") : line.asString("")))));
    }

    private static JsonNode lines(JsonNode answer) {
        return answer.has("items") ? answer.path("items") : answer.path("lines");
    }

    private static JsonNode profileOf(JsonNode resource) {
        return resource.path("profile").isObject() ? resource.path("profile") : resource;
    }

    private static void changed(Screen screen, JsonNode answer) {
        var version = profileOf(answer).path("version").asString("");
        screen.say("The profile is changed" + (version.isEmpty() ? "" : ", now version " + Screen.clean(version))
                + "; the next deployment reads it.");
    }
}
