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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Caddy in a container of each server. */
public final class CaddyProxy implements EdgeProxy {
    private static final int TRIES = 60;
    private static final long EVERY_MS = 250;
    private static final int TIDIED_AT_ONCE = 100;

    private static final Logger log = LoggerFactory.getLogger(CaddyProxy.class);

    private final Map<String, EdgeHost> hosts;
    private final CaddySettings settings;
    private final CaddyConfig config;
    private final CaddyVisits visits;
    private final CaddyStart start;

    CaddyProxy(List<EdgeHost> hosts, CaddySettings settings, InstallationId installation) {
        this.hosts = hosts.stream().collect(Collectors.toMap(EdgeHost::kind, Function.identity()));
        this.settings = settings;
        this.config = new CaddyConfig(installation.value(), settings.authority());
        this.start = new CaddyStart(settings, config);
        this.visits = new CaddyVisits(installation.value(), settings.authority().roots());
    }

    @Override
    public Status status(Server server) {
        try {
            var seen = container(server).look();
            if (seen.isEmpty()) {
                return absent("No proxy was started on the server.", server);
            }
            if (!seen.get().running()) {
                return new Status(false, null, seen.get().image(), "The proxy does not run.", bootstrapIt(server));
            }
            var version = version(server);
            if (version.tooOld()) {
                return new Status(
                        false, version.number(), seen.get().image(), version + " is too old.", CaddyVersion.NEWER);
            }
            control(server).config();
            return new Status(true, version.number(), seen.get().image(), version + " takes its configuration.", "");
        } catch (IOException | BackendFailure e) {
            return absent(
                    e instanceof BackendFailure failure ? failure.sentence() : String.valueOf(e.getMessage()), server);
        }
    }

    private static Status absent(String evidence, Server server) {
        return new Status(false, null, null, evidence, bootstrapIt(server));
    }

    private static String bootstrapIt(Server server) {
        return "Start it: appaloft servers proxy bootstrap " + server.id() + ".";
    }

    private CaddyVersion version(Server server) {
        return CaddyVersion.said(
                container(server).run(List.of("caddy", "version")).output());
    }

    private void mustBeRecent(Server server) {
        var version = version(server);
        if (version.tooOld()) {
            throw CaddyFailures.notReady(version + " is too old. " + CaddyVersion.NEWER, null);
        }
    }

    @Override
    public void prepare(Server server, Operation operation) {
        CaddyFailures.starting(() -> container(server).fetch(settings.image(), operation));
    }

    @Override
    public void bootstrap(Server server, Operation operation) {
        var container = container(server);
        if (container.look().filter(EdgeContainer.Seen::running).isEmpty()) {
            operation.line("system", "starts the proxy of the server from " + settings.image());
        }
        CaddyFailures.starting(() -> container.ensure(start.of(server, folder(server)), operation));
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                control(server).config();
                mustBeRecent(server);
                return;
            } catch (LinkLost e) {
                throw CaddyFailures.broken(e);
            } catch (IOException e) {
                last = e;
                operation.pause(EVERY_MS);
            } catch (BackendFailure e) {
                if (e.code() != FailureCode.ENGINE_UNAVAILABLE) {
                    throw e;
                }
                last = new IOException(e.sentence(), e);
                operation.pause(EVERY_MS);
            }
        }
        throw CaddyFailures.notReady("The proxy of the server was started and does not answer.", last);
    }

    @Override
    public void upgrade(Server server, Operation operation) {
        container(server).remove();
        bootstrap(server, operation);
    }

    private String folder(Server server) {
        return settings.folder() + "/" + server.id().value();
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
    public Answer ask(Server server, Route route, String path) {
        return visits.clear(container(server), route, path);
    }

    @Override
    public Secured askSecurely(Server server, Route route, String host, String path) {
        return visits.secure(container(server), route, host, path);
    }

    @Override
    public OptionalInt underWay(Server server, String upstream) {
        try {
            var counted = turns(server).countedAs(upstream);
            return counted.isEmpty() ? OptionalInt.of(0) : control(server).underWay(counted.get());
        } catch (LinkLost e) {
            throw CaddyFailures.broken(e);
        } catch (IOException e) {
            throw CaddyFailures.notReady("The proxy of the server does not say what is under way.", e);
        }
    }

    @Override
    public String url(Server server, String host) {
        return "http://" + host + (settings.httpPort() == 80 ? "" : ":" + settings.httpPort());
    }

    private CaddyControl control(Server server) {
        var container = container(server);
        return CaddyControl.either(
                new CaddyAdmin(() -> container.admin(folder(server))), new CaddyCommands(container, visits));
    }

    private EdgeContainer container(Server server) {
        var host = hosts.get(server.kind());
        if (host == null) {
            throw CaddyFailures.notReady("Servers of kind " + server.kind() + " have no proxy.", null);
        }
        return host.edge(server);
    }
}
