package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.domain.server.Server;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer;
import com.appaloft.infrastructure.runtime.docker.EdgeHost;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the Caddy of each server. */
final class CaddyServers {
    private final Map<String, EdgeHost> hosts;
    private final String folders;
    private final CaddyVisits visits;

    /** @param folders on each server, in which its proxy has one of its own */
    CaddyServers(List<EdgeHost> hosts, String folders, CaddyVisits visits) {
        this.hosts = hosts.stream().collect(Collectors.toMap(EdgeHost::kind, Function.identity()));
        this.folders = folders;
        this.visits = visits;
    }

    EdgeContainer container(Server server) {
        var host = hosts.get(server.kind());
        if (host == null) {
            throw CaddyFailures.notReady("Servers of kind " + server.kind() + " have no proxy.", null);
        }
        return host.edge(server);
    }

    CaddyControl control(Server server) {
        var container = container(server);
        return CaddyControl.either(
                new CaddyAdmin(() -> container.admin(folder(server))), new CaddyCommands(container, visits));
    }

    /** Of the server, for the admin socket. */
    String folder(Server server) {
        return folders + "/" + server.id().value();
    }
}
