package com.appaloft.application.workspace;

import com.appaloft.application.execution.EdgeAccess;
import com.appaloft.application.execution.EdgeKeeper;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Status;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.ServerId;
import org.springframework.stereotype.Component;

/** Looks after the proxy of a server when somebody asks for it; deployments start it by themselves. */
@Component
public class ProxyHandler {
    private final UnitOfWork unitOfWork;
    private final Servers servers;
    private final EdgeProxy proxy;
    private final EdgeAccess edge;
    private final EdgeKeeper keeper;

    ProxyHandler(UnitOfWork unitOfWork, Servers servers, EdgeProxy proxy, EdgeAccess edge, EdgeKeeper keeper) {
        this.unitOfWork = unitOfWork;
        this.servers = servers;
        this.proxy = proxy;
        this.edge = edge;
        this.keeper = keeper;
    }

    public Status status(ServerId id) {
        return proxy.status(server(id));
    }

    /** Starts it if it does not run, and tells it what it is to do if it does something else. */
    public Status bootstrap(ServerId id) {
        var server = registered(id);
        edge.bootstrap(server, Operation.quiet());
        keeper.keep(server);
        return proxy.status(server);
    }

    /** Replaces it by one of the image that is configured now; visitors wait, or are refused, for a moment. */
    public Status upgrade(ServerId id) {
        var server = registered(id);
        edge.upgrade(server);
        keeper.keep(server);
        return proxy.status(server);
    }

    private Server registered(ServerId id) {
        var server = server(id);
        server.mustBeRegistered().orThrow();
        return server;
    }

    private Server server(ServerId id) {
        return unitOfWork.perform(() -> servers.get(id));
    }
}
