package com.appaloft.application.diagnosis;

import com.appaloft.application.execution.EdgeAccess;
import com.appaloft.application.port.RuntimeBackend.Check;
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
        var checks = new ArrayList<>(backends.of(server).check(server));
        if (checks.stream().allMatch(Check::passed)) {
            edge.check(server).ifPresent(checks::add);
        }
        return List.copyOf(checks);
    }
}
