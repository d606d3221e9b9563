package com.appaloft.application.diagnosis;

import com.appaloft.application.execution.EdgeAccess;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.application.port.RuntimeBackend.Check.Outcome;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.domain.server.Server;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Really asks a server whether deployments can be carried out on it: the way there, its engine, and its proxy where names lead to it. */
@Component
public class ServerChecks {
    private final RuntimeBackends backends;
    private final EdgeAccess edge;

    ServerChecks(RuntimeBackends backends, EdgeAccess edge) {
        this.backends = backends;
        this.edge = edge;
    }

    /** The proxy is not asked where what carries it is not well. */
    public List<Check> of(Server server) {
        if (!server.registered()) {
            return List.of(new Check(
                    "server-registered",
                    false,
                    "The server is deactivated: nobody comes to it any more.",
                    "Register it anew to use it again."));
        }
        var checks = new ArrayList<>(backends.of(server).check(server));
        if (checks.stream().anyMatch(Check::failed)) {
            checks.add(proxy(Outcome.UNKNOWN, "It was not asked, because what carries it is not well."));
        } else {
            checks.add(edge.check(server)
                    .orElseGet(
                            () -> proxy(Outcome.SKIPPED, "No name leads to this server yet, so it needs no proxy.")));
        }
        return List.copyOf(checks);
    }

    private static Check proxy(Outcome outcome, String evidence) {
        return new Check("server-proxy", outcome, evidence, "", null);
    }
}
