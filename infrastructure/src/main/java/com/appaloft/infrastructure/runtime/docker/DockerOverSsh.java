package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.HostEvents;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.ServerKeys;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.TarArchive;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.SshAccess;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.ssh.SshLink;
import com.appaloft.infrastructure.ssh.SshTarget;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Docker engines of servers that are reached over SSH: for each a backend of its own, on a connection of its own. */
final class DockerOverSsh implements RuntimeBackend, EdgeHost, HostEvents, AutoCloseable {
    static final String KIND = "docker-ssh";
    private static final Logger log = LoggerFactory.getLogger(DockerOverSsh.class);

    private record Connected(SshAccess access, DockerBackend backend) {}

    private final InstallationId installation;
    private final EngineSettings settings;
    private final ServerKeys keys;
    private final Servers servers;
    private final Clock clock;
    private final Map<ServerId, Connected> connected = new HashMap<>();
    private final List<Consumer<Changed>> listeners = new CopyOnWriteArrayList<>();

    DockerOverSsh(InstallationId installation, EngineSettings settings, ServerKeys keys, Servers servers, Clock clock) {
        this.servers = servers;
        this.installation = installation;
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Listens to every server from its first use on. */
    @Override
    public synchronized void listen(Consumer<Changed> listener) {
        listeners.add(listener);
        connected.values().forEach(known -> known.backend().events().listen(listener));
    }

    /** The backend of this server as it is reached now, however it was reached when the caller began. */
    private DockerBackend at(Server server) {
        var known = known(server.id());
        if (known != null && known.access().equals(server.access())) {
            return known.backend();
        }
        var now = servers.find(server.id()).filter(Server::registered).map(Server::access);
        var access = now.orElseThrow(() -> new BackendFailure(
                FailureCode.SERVER_UNREACHABLE, "Nobody says any more how " + server.id() + " is reached."));
        var outdated = new ArrayList<DockerBackend>();
        var backend = by(server.id(), access, outdated);
        outdated.forEach(DockerOverSsh::closed);
        return backend;
    }

    private synchronized @Nullable Connected known(ServerId id) {
        return connected.get(id);
    }

    /** @param outdated gets what is to be closed: closing may take long, and other servers are not to wait for it */
    private synchronized DockerBackend by(ServerId id, SshAccess access, List<DockerBackend> outdated) {
        var known = connected.get(id);
        if (known != null && known.access().equals(access)) {
            return known.backend();
        }
        var fresh =
                new DockerBackend(KIND, new SshReach(new SshLink(target(id, access))), installation, settings, clock);
        listeners.forEach(fresh.events()::listen);
        connected.put(id, new Connected(access, fresh));
        if (known != null) {
            outdated.add(known.backend());
        }
        return fresh;
    }

    /** By a connection of its own, which is closed again; what is under way goes on with the key that there was. */
    @Override
    public Optional<String> refusal(Server server, ServerKeys.PrivateKey key) {
        var access = server.access();
        if (access == null) {
            return Optional.empty();
        }
        try (var link = new SshLink(target(access, key))) {
            link.prove();
            return Optional.empty();
        } catch (BackendFailure e) {
            return e.code() == FailureCode.SSH_AUTH_FAILED ? Optional.of(e.sentence()) : Optional.empty();
        }
    }

    @Override
    public void forget(Server server) {
        Connected left;
        synchronized (this) {
            left = connected.remove(server.id());
        }
        if (left != null) {
            closed(left.backend());
        }
    }

    private SshTarget target(ServerId id, SshAccess access) {
        var key = keys.reveal(id, access.keyVersion())
                .orElseThrow(() -> new BackendFailure(
                        FailureCode.SSH_AUTH_FAILED,
                        "The private key of " + id + " is gone; give it another one: appaloft servers change-key."));
        return target(access, key);
    }

    private static SshTarget target(SshAccess access, ServerKeys.PrivateKey key) {
        return new SshTarget(
                access.host(), access.port(), access.user(), key.text(), key.passphrase(), access.hostKey());
    }

    @Override
    public List<Check> check(Server server) {
        try {
            return at(server).check(server);
        } catch (BackendFailure failure) {
            return List.of(new Check(
                    "server-login", false, failure.sentence(), "Give the server another key.", failure.code()));
        }
    }

    @Override
    public Image resolve(
            Server server, String reference, boolean pullAgain, @Nullable RegistryLogin login, Operation operation) {
        return at(server).resolve(server, reference, pullAgain, login, operation);
    }

    @Override
    public String locate(Server server, String reference, @Nullable RegistryLogin login, Operation operation) {
        return at(server).locate(server, reference, login, operation);
    }

    @Override
    public Image build(Server server, TarArchive archive, BuildSpec spec, Operation operation) {
        return at(server).build(server, archive, spec, operation);
    }

    @Override
    public Image assemble(Server server, SiteSpec spec, TarArchive archive, Operation operation) {
        return at(server).assemble(server, spec, archive, operation);
    }

    @Override
    public void keep(Server server, String imageId, String keepTag) {
        at(server).keep(server, imageId, keepTag);
    }

    @Override
    public Optional<String> kept(Server server, String keepTag) {
        return at(server).kept(server, keepTag);
    }

    @Override
    public boolean letGo(Server server, String keepTag) {
        return at(server).letGo(server, keepTag);
    }

    @Override
    public Map<String, Long> imageSizes(Server server) {
        return at(server).imageSizes(server);
    }

    @Override
    public Observation observe(Server server, Artifact artifact) {
        return at(server).observe(server, artifact);
    }

    @Override
    public List<Observation> observeAll(Server server, List<Artifact> artifacts) {
        return at(server).observeAll(server, artifacts);
    }

    @Override
    public Workload start(Server server, WorkloadSpec spec, Operation operation) {
        return at(server).start(server, spec, operation);
    }

    @Override
    public Workload start(Server server, ServicesSpec spec, Operation operation) {
        return at(server).start(server, spec, operation);
    }

    @Override
    public List<Workload> workloads(Server server, @Nullable SlotId slot) {
        return at(server).workloads(server, slot);
    }

    @Override
    public Optional<Workload> find(Server server, String name) {
        return at(server).find(server, name);
    }

    @Override
    public void stop(Server server, String name) {
        at(server).stop(server, name);
    }

    @Override
    public Workload startAgain(Server server, String name) {
        return at(server).startAgain(server, name);
    }

    @Override
    public void restartsFromNowOn(Server server, String name) {
        at(server).restartsFromNowOn(server, name);
    }

    @Override
    public EdgeContainer edge(Server server) {
        return at(server).edge(server);
    }

    @Override
    public void remove(Server server, String name) {
        at(server).remove(server, name);
    }

    @Override
    public List<String> lastLines(Server server, String name, int lines) {
        return at(server).lastLines(server, name, lines);
    }

    @Override
    public HealthAnswer ask(Server server, Workload workload, HealthSpec health, Operation operation) {
        return at(server).ask(server, workload, health, operation);
    }

    @Override
    public int freePort(Server server) {
        return at(server).freePort(server);
    }

    @Override
    public String url(Server server, int hostPort) {
        return at(server).url(server, hostPort);
    }

    @Override
    public synchronized void close() {
        connected.values().forEach(known -> closed(known.backend()));
        connected.clear();
    }

    private static void closed(DockerBackend backend) {
        try {
            backend.close();
        } catch (IOException e) {
            log.debug("A connection could not be closed in order", e);
        }
    }
}
