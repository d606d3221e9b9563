package com.appaloft.application.workspace;

import com.appaloft.application.artifact.Reconciliation;
import com.appaloft.application.diagnosis.ServerChecks;
import com.appaloft.application.port.ActiveAttempts;
import com.appaloft.application.port.Ids;
import com.appaloft.application.port.KnownDomains;
import com.appaloft.application.port.KnownServers;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.ServerKeys;
import com.appaloft.application.port.ServerKeys.PrivateKey;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.server.SshAccess;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ServerId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Registers deployment targets and tests them for real. */
@Component
public class ServerHandler {
    /** The kind of server that is reached over SSH. */
    public static final String OVER_SSH = "docker-ssh";

    /**
     * How a new server is reached.
     *
     * @param hostKey the fingerprint of its host key, where it is known already
     */
    public record Login(
            String host,
            int port,
            String user,
            PrivateKey key,
            @Nullable String hostKey) {}

    /** What is kept of servers. */
    @Component
    record Kept(Servers servers, KnownServers known, ServerKeys keys, ActiveAttempts attempts, KnownDomains domains) {}

    /** What is asked on servers. */
    @Component
    record Reached(RuntimeBackends backends, ServerChecks checks) {}

    private final UnitOfWork unitOfWork;
    private final Kept kept;
    private final Reached reached;
    private final Reconciliation reconciliation;
    private final Ids ids;
    private final Clock clock;

    ServerHandler(
            UnitOfWork unitOfWork, Kept kept, Reached reached, Reconciliation reconciliation, Ids ids, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.kept = kept;
        this.reached = reached;
        this.reconciliation = reconciliation;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param login for a server that is reached over SSH, and for no other */
    public ServerId register(String name, String kind, @Nullable Login login) {
        mustBeAKind(kind);
        var id = new ServerId(ids.next(ServerId.PREFIX));
        var destination = new DestinationId(ids.next(DestinationId.PREFIX));
        if (login != null) {
            mustBeAKey(login.key());
        }
        unitOfWork.run(() -> {
            var events = new ArrayList<ServerEvent>();
            events.add(new ServerEvent.Registered(id, name, kind, destination, clock.instant()));
            if (login != null) {
                var access = SshAccess.first(login.host(), login.port(), login.user(), login.hostKey());
                kept.keys.put(id, access.keyVersion(), login.key());
                events.add(new ServerEvent.AccessChanged(id, access, clock.instant()));
            }
            kept.servers.append(id, events);
        });
        reconciliation.lookAt(id);
        return id;
    }

    /** Somebody compared the fingerprint with the server's own. */
    public void confirmHostKey(ServerId id, String fingerprint) {
        unitOfWork.run(() -> kept.servers.append(
                id,
                List.copyOf(kept.servers
                        .get(id)
                        .confirmHostKey(fingerprint, clock.instant())
                        .orThrow())));
        reconciliation.lookAt(id);
    }

    /** From now on names made for its resources end in this. */
    public void changeDomain(ServerId id, String domain) {
        unitOfWork.run(() -> {
            mustBeNoOthers(id, domain);
            mustTakeNoName(id, domain);
            kept.servers.append(
                    id,
                    List.copyOf(kept.servers
                            .get(id)
                            .changeDomain(domain, clock.instant())
                            .orThrow()));
        });
    }

    /** Two resources would be told the same name, and the world finds one of them. */
    private void mustBeNoOthers(ServerId id, String domain) {
        kept.known.ofDomain(domain).filter(other -> !other.equals(id)).ifPresent(other -> {
            throw Problem.invalid(
                            "/domain",
                            "The names of server " + other + " end in " + domain
                                    + " already, and names lead to one server only; choose another domain.")
                    .asRefusal();
        });
    }

    /** A name that people brought leads to their resource; one made for another resource could be the same. */
    private void mustTakeNoName(ServerId id, String domain) {
        kept.domains.on(id).values().stream()
                .flatMap(List::stream)
                .map(CustomDomain::host)
                .filter(host -> host.isWithin(domain))
                .findFirst()
                .ifPresent(host -> {
                    throw Problem.invalid(
                                    "/domain",
                                    "The name " + host + " was brought for a resource of this server and ends in "
                                            + domain + "; remove it there first, or choose another domain.")
                            .asRefusal();
                });
    }

    /**
     * From now on this key opens the server; the one before it is destroyed. A server that answers must let it in first; one that
     * cannot be reached may be why it is changed.
     */
    public void changeKey(ServerId id, PrivateKey key) {
        mustBeAKey(key);
        mustOpen(unitOfWork.perform(() -> kept.servers.get(id)), key);
        unitOfWork.run(() -> {
            var changed = kept.servers.get(id).changeKey(clock.instant()).orThrow();
            for (var event : changed) {
                kept.keys.put(id, event.access().keyVersion(), key);
            }
            kept.servers.append(id, List.copyOf(changed));
        });
        reconciliation.lookAt(id);
    }

    private void mustBeAKey(PrivateKey key) {
        kept.keys.refusal(key).ifPresent(sentence -> {
            throw Problem.invalid("/privateKey", sentence).asRefusal();
        });
    }

    private void mustOpen(Server server, PrivateKey key) {
        server.changeKey(clock.instant()).orThrow();
        reached.backends.of(server).refusal(server, key).ifPresent(sentence -> {
            throw Problem.invalid(
                            "/privateKey",
                            sentence
                                    + " Nothing was changed: add its public key to the authorized_keys of that user first.")
                    .asRefusal();
        });
    }

    private void mustBeAKind(String kind) {
        if (!reached.backends.kinds().contains(kind)) {
            throw Problem.invalid(
                            "/kind",
                            "There is no kind of server " + kind + "; choose one of " + reached.backends.kinds() + ".")
                    .asRefusal();
        }
    }

    /**
     * Nobody comes to it any more: its key is destroyed, and what was kept open to it is closed.
     *
     * @param force also under attempts that have not ended, which end as interrupted then
     */
    public void deregister(ServerId id, boolean force) {
        unitOfWork.run(() -> {
            var underWay = force ? List.<DeploymentId>of() : kept.attempts.on(id);
            kept.servers.append(
                    id,
                    kept.servers.get(id).deregister(underWay, clock.instant()).orThrow());
            kept.keys.remove(id);
        });
        reconciliation.lookAt(id);
    }

    /** Runs the real checks; changes nothing. */
    public List<RuntimeBackend.Check> test(ServerId id) {
        return reached.checks.of(unitOfWork.perform(() -> kept.servers.get(id)));
    }
}
