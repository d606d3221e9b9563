package com.appaloft.cli.deployment;

import com.appaloft.cli.http.Api;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How a command about attempts is sent: once, on which readiness, and whether it is watched until it ends. */
public final class Submission {
    @Option(
            names = "--readiness-state-version",
            paramLabel = "<version>",
            description = "Only if the readiness is still the one with this stateVersion.")
    private @Nullable String readinessStateVersion;

    @Option(
            names = "--idempotency-key",
            paramLabel = "<key>",
            description = "The same key with the same command is obeyed once; random if not given.")
    private @Nullable String idempotencyKey;

    @Option(names = "--follow", description = "Print progress until the attempt ends; the exit code is its outcome.")
    private boolean follow;

    int send(Session session, Route route, JsonNode body, String what) {
        var answer = session.api().post(route, headers(), body);
        var id = answer.id();
        if (!follow || id.isEmpty()) {
            return session.tell(answer, screen -> screen.say(accepted(what, id)));
        }
        session.progress().say(what + " " + Screen.clean(id) + " accepted.");
        return new Following(session, id).untilSucceeded();
    }

    /** As {@link #send}, for the command that ends an attempt instead of making one. */
    int sendCancel(Session session, Route route, JsonNode body, String id) {
        var answer = session.api().post(route, headers(), body);
        if (!follow) {
            var stopped = answer.status() == 200;
            return session.tell(
                    answer,
                    screen -> screen.say(
                            stopped
                                    ? Screen.clean(id) + " is canceled; nothing of it runs."
                                    : "Cancel of " + Screen.clean(id)
                                            + " requested; watch it with `appaloft deployments timeline "
                                            + Screen.clean(id) + " --follow`."));
        }
        return new Following(session, id).untilCanceled();
    }

    private static String accepted(String what, String id) {
        return what + " " + Screen.clean(id) + " accepted; watch it with `appaloft deployments timeline "
                + Screen.clean(id) + " --follow`.";
    }

    private Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put(
                Api.IDEMPOTENCY_KEY, idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey);
        if (readinessStateVersion != null) {
            var bare = readinessStateVersion.replace("\"", "");
            headers.put("If-Match", '"' + bare + '"');
        }
        return headers;
    }
}
