package com.appaloft.application.workspace;

import com.appaloft.application.artifact.Reconciliation;
import com.appaloft.application.port.Ids;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ServerId;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Registers deployment targets and tests them for real. */
@Component
public class ServerHandler {
    private final UnitOfWork unitOfWork;
    private final Servers servers;
    private final RuntimeBackends backends;
    private final Reconciliation reconciliation;
    private final Ids ids;
    private final Clock clock;

    ServerHandler(
            UnitOfWork unitOfWork,
            Servers servers,
            RuntimeBackends backends,
            Reconciliation reconciliation,
            Ids ids,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.servers = servers;
        this.backends = backends;
        this.reconciliation = reconciliation;
        this.ids = ids;
        this.clock = clock;
    }

    public ServerId register(String name, String kind) {
        if (!backends.kinds().contains(kind)) {
            throw Problem.invalid(
                            "/kind", "There is no kind of server " + kind + "; choose one of " + backends.kinds() + ".")
                    .asRefusal();
        }
        var id = new ServerId(ids.next(ServerId.PREFIX));
        var destination = new DestinationId(ids.next(DestinationId.PREFIX));
        unitOfWork.run(() ->
                servers.append(id, List.of(new ServerEvent.Registered(id, name, kind, destination, clock.instant()))));
        reconciliation.lookAt(id);
        return id;
    }

    public void deregister(ServerId id) {
        unitOfWork.run(() ->
                servers.append(id, servers.get(id).deregister(clock.instant()).orThrow()));
    }

    /** Runs the real checks; changes nothing. */
    public List<RuntimeBackend.Check> test(ServerId id) {
        var server = unitOfWork.perform(() -> servers.get(id));
        return backends.of(server).check(server);
    }
}
