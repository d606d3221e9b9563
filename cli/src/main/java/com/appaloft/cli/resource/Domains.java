package com.appaloft.cli.resource;

import static com.appaloft.cli.http.Json.text;

import com.appaloft.cli.http.Answer;
import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import com.appaloft.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Names that people bring themselves. */
@Command(
        name = "domains",
        description = "Custom domains of a resource: add, list, status, verify, remove.",
        mixinStandardHelpOptions = true)
public final class Domains {
    private static final int ACCEPTED = 202;

    @Command(description = "Lead one more name to a resource.", mixinStandardHelpOptions = true)
    int add(
            @Mixin Session session,
            @Parameters(paramLabel = "<resourceId>") String resource,
            @Parameters(paramLabel = "<domain>") String domain) {
        var answer = session.api()
                .post(Route.to("resources", resource, "domains"), Json.object().put("domain", domain));
        return session.tell(answer, screen -> {
            var host = Screen.clean(text(answer.json(), "/domain"));
            screen.say(host + " belongs to " + Screen.clean(resource) + ".");
            screen.say("Next: make it lead to the server, then appaloft domains verify " + Screen.clean(resource) + " "
                    + host);
        });
    }

    @Command(description = "The custom domains of a resource.", mixinStandardHelpOptions = true)
    int list(@Mixin Session session, @Parameters(paramLabel = "<resourceId>") String resource) {
        var answer = session.api().get(Route.to("resources", resource, "domains"));
        return session.tell(answer, screen -> {
            var table = new Table("DOMAIN", "FIRST SEEN TO LEAD HERE", "OVER TLS SINCE");
            for (var domain : answer.json().path("items")) {
                var verified = text(domain, "/verifiedAt");
                var secured = text(domain, "/securedAt");
                table.row(
                        Screen.clean(text(domain, "/domain")),
                        verified.isEmpty() ? "not verified" : screen.moment(verified),
                        secured.isEmpty() ? "no certificate" : screen.moment(secured));
            }
            if (table.empty()) {
                screen.say("The resource has no custom domain.");
            } else {
                screen.print(table);
            }
        });
    }

    @Command(
            description = "Look now: generated access first, then DNS, then TLS. Changes nothing.",
            mixinStandardHelpOptions = true)
    int status(
            @Mixin Session session,
            @Parameters(paramLabel = "<resourceId>") String resource,
            @Parameters(paramLabel = "<domain>") String domain) {
        return told(session, session.api().get(Route.to("resources", resource, "domains", domain)));
    }

    @Command(
            description = "Look now; where the domain leads to the server, a certificate is asked for.",
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin Session session,
            @Parameters(paramLabel = "<resourceId>") String resource,
            @Parameters(paramLabel = "<domain>") String domain) {
        return told(session, session.api().post(Route.to("resources", resource, "domains", domain, "verify")));
    }

    @Command(description = "Lead it nowhere any more; others may have it.", mixinStandardHelpOptions = true)
    int remove(
            @Mixin Session session,
            @Parameters(paramLabel = "<resourceId>") String resource,
            @Parameters(paramLabel = "<domain>") String domain) {
        var answer = session.api().delete(Route.to("resources", resource, "domains", domain));
        return session.tell(
                answer,
                screen -> screen.say(
                        answer.status() == ACCEPTED
                                ? Screen.clean(domain)
                                        + " is removed. The proxy could not be told yet and may go on leading it;"
                                        + " it is told as soon as the server can be reached."
                                : Screen.clean(domain) + " leads nowhere any more."));
    }

    private static int told(Session session, Answer answer) {
        boolean serving = answer.json().path("serving").asBoolean(false);
        session.tell(answer, screen -> {
            var table = new Table("CHECK", "STATUS", "EVIDENCE", "ADVICE");
            for (var check : answer.json().path("checks")) {
                table.row(
                        clean(check, "/name"),
                        screen.status(clean(check, "/status")),
                        clean(check, "/evidence"),
                        clean(check, "/advice"));
            }
            screen.print(table);
            var first = clean(answer.json(), "/firstAction");
            if (!first.isEmpty()) {
                screen.say("First: " + first);
            } else if (serving) {
                screen.say(screen.good("The server answers at " + clean(answer.json(), "/url") + "."));
            }
        });
        return serving ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String clean(JsonNode node, String pointer) {
        return Screen.clean(text(node, pointer));
    }
}
