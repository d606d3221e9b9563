package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Seen;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Wanted;
import com.appaloft.infrastructure.runtime.docker.EdgeHost;
import com.appaloft.infrastructure.runtime.docker.SocketHttp;
import com.appaloft.infrastructure.ssh.LinkLost;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** Caddy in a container of each server. */
public final class CaddyProxy implements EdgeProxy {
    private static final String FIRST_CONFIG = "/appaloft.json";

    /** The file is for the first start; later ones go on with what was told last. */
    private static final List<String> COMMAND = List.of("caddy", "run", "--resume", "--config", FIRST_CONFIG);

    private static final List<String> ENVIRONMENT = List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "XDG_CONFIG_HOME=/config",
            "XDG_DATA_HOME=/data");
    /** Longer than the proxy tries to reach a workload. */
    private static final Duration VISIT = Duration.ofSeconds(20);

    private static final int TRIES = 60;
    private static final long EVERY_MS = 250;

    private final Map<String, EdgeHost> hosts;
    private final CaddySettings settings;
    private final InstallationId installation;
    private final SecureVisit secureVisit;

    CaddyProxy(List<EdgeHost> hosts, CaddySettings settings, InstallationId installation) {
        this.hosts = hosts.stream().collect(Collectors.toMap(EdgeHost::kind, Function.identity()));
        this.settings = settings;
        this.installation = installation;
        this.secureVisit = SecureVisit.trusting(settings.authority().roots());
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
            admin(server).config("/");
            return new Status(
                    true, version, seen.get().image(), "Caddy " + version + " answers on its admin socket.", "");
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

    private String version(Server server) {
        var words = container(server).says(List.of("caddy", "version")).split("\\s+");
        return words[0].startsWith("v") ? words[0].substring(1) : words[0];
    }

    @Override
    public void prepare(Server server, Operation operation) {
        started(() -> container(server).fetch(settings.image(), operation));
    }

    @Override
    public void bootstrap(Server server, Operation operation) {
        var container = container(server);
        if (container.look().filter(EdgeContainer.Seen::running).isEmpty()) {
            operation.line("system", "starts the proxy of the server from " + settings.image());
        }
        started(() -> container.ensure(wanted(server), operation));
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                admin(server).config("/");
                return;
            } catch (LinkLost e) {
                throw broken(e);
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
        throw notReady("The proxy of the server was started and does not answer.", last);
    }

    /** What keeps the proxy from being started is the proxy's, unless nobody can be asked. */
    private static void started(Runnable work) {
        try {
            work.run();
        } catch (BackendFailure e) {
            switch (e.code()) {
                case IMAGE_NOT_FOUND, REGISTRY_UNREACHABLE, SOURCE_AUTH_FAILED, START_FAILED, PORT_IN_USE, UNEXPECTED ->
                    throw new BackendFailure(
                            FailureCode.PROXY_NOT_READY,
                            "The proxy of the server cannot be started: " + e.sentence(),
                            e.evidence(),
                            e);
                default -> throw e;
            }
        }
    }

    @Override
    public void upgrade(Server server, Operation operation) {
        container(server).remove();
        bootstrap(server, operation);
    }

    private Wanted wanted(Server server) {
        return new Wanted(
                settings.image(),
                COMMAND,
                ENVIRONMENT,
                files(),
                address(server),
                settings.httpPort(),
                settings.httpsPort(),
                folder(server));
    }

    private Map<String, String> files() {
        var files = new HashMap<String, String>();
        files.put(
                FIRST_CONFIG,
                CaddyConfig.of(List.of(), List.of(), installation.value(), settings.authority(), NullNode.getInstance())
                        .toString());
        if (!settings.authority().roots().isEmpty()) {
            files.put(CaddyCertificates.ROOTS, settings.authority().roots());
        }
        return files;
    }

    private String address(Server server) {
        return server.access() == null ? settings.localAddress() : "0.0.0.0";
    }

    private String folder(Server server) {
        return settings.folder() + "/" + server.id().value();
    }

    @Override
    public String upstream(Server server, Workload workload, int port) {
        return container(server).upstream(workload, port);
    }

    @Override
    public void apply(Server server, List<Route> routes, List<String> draining) {
        try {
            var before = admin(server).config("/");
            admin(server).load(CaddyConfig.of(routes, draining, installation.value(), settings.authority(), before));
        } catch (LinkLost e) {
            throw broken(e);
        } catch (IOException e) {
            throw notReady("The proxy of the server did not take its routes.", e);
        }
    }

    @Override
    public boolean does(Server server, List<Route> routes) {
        try {
            var now = admin(server).config("/apps");
            return CaddyConfig.does(now, routes, installation.value());
        } catch (LinkLost e) {
            throw broken(e);
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
        var seen = seen(server);
        try {
            return Waiting.atMost(VISIT, () -> visited(server, seen, route, path));
        } catch (LinkLost e) {
            throw broken(e);
        } catch (IOException e) {
            return new Answer(0, null);
        }
    }

    private Answer visited(Server server, Seen seen, Route route, String path) throws IOException {
        try (var exchange =
                SocketHttp.send(container(server).visit(address(seen), seen.httpPort()), probe(route.host(), path))) {
            return answer(route, exchange.response());
        }
    }

    @Override
    public Secured askSecurely(Server server, Route route, String host, String path) {
        var seen = seen(server);
        try {
            return Waiting.atMost(
                    VISIT,
                    () -> secureVisit.of(
                            container(server).visit(address(seen), seen.httpsPort()),
                            host,
                            probe(host, path),
                            response -> answer(route, response)));
        } catch (LinkLost e) {
            throw broken(e);
        } catch (IOException e) {
            return new Secured(false, null, "Nobody answers over TLS: " + e.getMessage() + ".", null);
        }
    }

    private Seen seen(Server server) {
        return container(server).look().orElseThrow(() -> notReady("No proxy was started on the server.", null));
    }

    private static String address(Seen seen) {
        return seen.address().isEmpty() || seen.address().equals("0.0.0.0") ? "127.0.0.1" : seen.address();
    }

    private BasicClassicHttpRequest probe(String host, String path) {
        var request = new BasicClassicHttpRequest("GET", path);
        request.setAuthority(new URIAuthority(host));
        request.setHeader(CaddyConfig.PROBE, installation.value());
        request.setHeader("Connection", "close");
        return request;
    }

    private static Answer answer(Route route, HttpResponse response) {
        var attempt = response.getFirstHeader(CaddyConfig.ATTEMPT);
        var upstream = response.getFirstHeader(CaddyConfig.UPSTREAM);
        boolean there = attempt != null
                && upstream != null
                && upstream.getValue().equals(route.upstream())
                && Identifier.isShaped(DeploymentId.PREFIX, attempt.getValue());
        return new Answer(response.getCode(), there ? new DeploymentId(attempt.getValue()) : null);
    }

    @Override
    public int underWay(Server server, String upstream) {
        try {
            return admin(server).underWay(upstream);
        } catch (LinkLost e) {
            throw broken(e);
        } catch (IOException e) {
            throw notReady("The proxy of the server does not say what is under way.", e);
        }
    }

    @Override
    public String url(Server server, String host) {
        return "http://" + host + (settings.httpPort() == 80 ? "" : ":" + settings.httpPort());
    }

    private CaddyAdmin admin(Server server) {
        return new CaddyAdmin(() -> container(server).admin(folder(server)));
    }

    private EdgeContainer container(Server server) {
        var host = hosts.get(server.kind());
        if (host == null) {
            throw notReady("Servers of kind " + server.kind() + " have no proxy.", null);
        }
        return host.edge(server);
    }

    private static BackendFailure broken(LinkLost e) {
        return new BackendFailure(
                FailureCode.SERVER_UNREACHABLE, "The connection to the server broke.", e.getMessage(), e);
    }

    private static BackendFailure notReady(String sentence, @Nullable IOException cause) {
        return new BackendFailure(
                FailureCode.PROXY_NOT_READY, sentence, cause == null ? null : cause.getMessage(), cause);
    }
}
