package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer;
import com.appaloft.infrastructure.runtime.docker.EdgeHost;
import com.appaloft.infrastructure.ssh.LinkLost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Caddy in a container of each server. */
public final class CaddyProxy implements EdgeProxy {
    private static final int TIDIED_AT_ONCE = 100;

    private static final Logger log = LoggerFactory.getLogger(CaddyProxy.class);

    private final CaddyConfig config;
    private final CaddyVisits visits;
    private final CaddyServers servers;
    private final CaddyUpkeep upkeep;

    CaddyProxy(List<EdgeHost> hosts, CaddySettings settings, InstallationId installation) {
        this.config = new CaddyConfig(installation.value(), settings.authority());
        this.visits = new CaddyVisits(installation.value(), settings.authority().roots());
        this.servers = new CaddyServers(hosts, settings.folder(), visits);
        this.upkeep = new CaddyUpkeep(servers, new CaddyStart(settings, config));
    }

    @Override
    public Status status(Server server) {
        return upkeep.status(server);
    }

    @Override
    public void prepare(Server server, Operation operation) {
        upkeep.prepare(server, operation);
    }

    @Override
    public void fetch(Server server, Operation operation) {
        upkeep.fetch(server, operation);
    }

    @Override
    public void bootstrap(Server server, Operation operation) {
        upkeep.bootstrap(server, operation);
    }

    @Override
    public void upgrade(Server server, Operation operation) {
        upkeep.upgrade(server, operation);
    }

    @Override
    public String upstream(Server server, Workload workload, int port) {
        return container(server).upstream(workload, port);
    }

    /** Names that it does not know yet are told with where they lead; others only change where they lead. */
    @Override
    public void apply(Server server, List<Route> routes) {
        try {
            var turns = turns(server);
            write(server, turns.toLead(routes));
            var before = control(server).config();
            if (!config.has(before, routes)) {
                write(server, config.files());
                control(server).load(config.of(routes, before));
            }
            tidy(server, turns.leftBy(routes));
        } catch (LinkLost e) {
            throw CaddyFailures.broken(e);
        } catch (IOException e) {
            throw CaddyFailures.notReady("The proxy of the server did not take its routes.", e);
        }
    }

    @Override
    public void offer(Server server, Route route) {
        write(server, turns(server).toOffer(route));
    }

    @Override
    public void settle(Server server, Route route) {
        write(server, turns(server).toSettle(route));
    }

    private void write(Server server, Map<String, String> files) {
        if (!files.isEmpty()) {
            container(server).write(CaddyTurns.VOLUME, files);
        }
    }

    /** What an image without this command keeps is in nobody's way. */
    private void tidy(Server server, List<String> folders) {
        for (int from = 0; from < folders.size(); from += TIDIED_AT_ONCE) {
            var command = new ArrayList<>(List.of("rm", "-r"));
            command.addAll(folders.subList(from, Math.min(folders.size(), from + TIDIED_AT_ONCE)));
            try {
                container(server).run(command);
            } catch (BackendFailure e) {
                log.info("What left names keep in the proxy of {} is removed later: {}", server.id(), e.sentence());
                return;
            }
        }
    }

    private CaddyTurns turns(Server server) {
        return new CaddyTurns(container(server).read(CaddyTurns.FOLDER));
    }

    @Override
    public boolean does(Server server, List<Route> routes) {
        try {
            return config.has(control(server).config(), routes)
                    && routes.stream().allMatch(turns(server)::lead);
        } catch (LinkLost e) {
            throw CaddyFailures.broken(e);
        } catch (IOException e) {
            return false;
        } catch (BackendFailure e) {
            if (e.code() == FailureCode.SERVER_UNREACHABLE) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public Answer ask(Server server, Route route, Question question) {
        return visits.clear(container(server), route, question);
    }

    @Override
    public Secured askSecurely(Server server, Route route, String host, String path) {
        return visits.secure(container(server), route, host, path);
    }

    @Override
    public OptionalInt underWay(Server server, Route left) {
        try {
            var counted = turns(server).countedBefore(left.slot());
            return counted.isEmpty() ? OptionalInt.of(0) : control(server).underWay(counted.get());
        } catch (LinkLost e) {
            throw CaddyFailures.broken(e);
        } catch (IOException e) {
            throw CaddyFailures.notReady("The proxy of the server does not say what is under way.", e);
        }
    }

    @Override
    public String url(Server server, String host) {
        int port = upkeep.port(server);
        return "http://" + host + (port == 80 ? "" : ":" + port);
    }

    private CaddyControl control(Server server) {
        return servers.control(server);
    }

    private EdgeContainer container(Server server) {
        return servers.container(server);
    }
}
