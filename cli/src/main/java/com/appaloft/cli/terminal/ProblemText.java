package com.appaloft.cli.terminal;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.ServerRefusal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says in plain words why the server did not do it, and what to do next. */
public final class ProblemText {
    private ProblemText() {}

    /** One sentence, then a line per reason and per next action. */
    public static List<String> lines(ServerRefusal refusal) {
        var problem = refusal.problem();
        var lines = new ArrayList<String>();
        lines.add(sentence(refusal, problem));
        problem.path("reasons").forEach(reason -> lines.add("  - " + reason(reason)));
        problem.path("nextActions").forEach(action -> lines.add("  → " + action(action)));
        return lines;
    }

    /** A readiness reason: its code, what it concerns and what helps. */
    public static String reason(JsonNode reason) {
        if (reason.isString()) {
            return Screen.clean(reason.asString(""));
        }
        var related = Json.text(reason, "/relatedDeploymentId");
        var advice = Json.text(reason, "/recommendation");
        return Screen.clean(Json.text(reason, "/code")
                + (related.isEmpty() ? "" : " (" + related + ")")
                + (advice.isEmpty() ? "" : ": " + advice));
    }

    /** A next step: the command to type where the server knows one. */
    public static String action(JsonNode action) {
        if (action.isString()) {
            return Screen.clean(action.asString(""));
        }
        var label = Json.text(action, "/label");
        var how = Json.text(action, "/cli").isEmpty() ? Json.text(action, "/href") : Json.text(action, "/cli");
        return Screen.clean(how.isEmpty() ? label : label.isEmpty() ? how : label + ": " + how);
    }

    private static String sentence(ServerRefusal refusal, JsonNode problem) {
        if (refusal.status() == 401) {
            return "The server does not accept the token; set APPALOFT_TOKEN to the one it printed when it started.";
        }
        var detail =
                Json.text(problem, "/detail").isEmpty() ? Json.text(problem, "/title") : Json.text(problem, "/detail");
        if (detail.isEmpty()) {
            return "The server answered " + refusal.status() + " without a reason; read its log.";
        }
        var field = Json.text(problem, "/pointer");
        return Screen.clean(detail
                + (field.isEmpty() ? "" : " (" + field + ")")
                + (refusal.code().isEmpty() ? "" : " [" + refusal.code() + "]"));
    }
}
