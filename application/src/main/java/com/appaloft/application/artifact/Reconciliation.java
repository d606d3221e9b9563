package com.appaloft.application.artifact;

import com.appaloft.application.execution.Leftovers;
import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.HostObservations;
import com.appaloft.application.port.KnownArtifacts;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.ServerId;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks at a whole host: which of our artifacts are there, what was left behind, and whether it answers at all. */
@Component
public class Reconciliation {
    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);
    private static final int PAGE = 500;

    private final UnitOfWork unitOfWork;
    private final Servers servers;
    private final RuntimeBackends backends;
    private final KnownArtifacts known;
    private final ArtifactSightings sightings;
    private final HostObservations hosts;
    private final Leftovers leftovers;
    private final Clock clock;

    Reconciliation(
            UnitOfWork unitOfWork,
            Servers servers,
            RuntimeBackends backends,
            KnownArtifacts known,
            ArtifactSightings sightings,
            HostObservations hosts,
            Leftovers leftovers,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.servers = servers;
        this.backends = backends;
        this.known = known;
        this.sightings = sightings;
        this.hosts = hosts;
        this.leftovers = leftovers;
        this.clock = clock;
    }

    /** Looks now; records what changed, and that the host answered or did not. Never throws for an unreachable host. */
    public void lookAt(ServerId id) {
        var server = unitOfWork.perform(() -> servers.get(id));
        if (!server.registered()) {
            backends.of(server).forget(server);
            return;
        }
        // what takes long afterwards says nothing about the moment in which it is over
        var at = clock.instant();
        boolean told = false;
        try {
            told = observeArtifacts(server, at);
            leftovers.tidy(server);
            if (!told) {
                hosts.record(id, new HostObservations.Seen(at, true));
            }
        } catch (BackendFailure e) {
            log.warn("Looking at server {} failed and is tried again: {}", id, e.sentence());
            if (e.code().nobodyAnswers()) {
                hosts.record(id, new HostObservations.Seen(at, false));
            } else if (!told) {
                // it did answer, though not as it should
                hosts.record(id, new HostObservations.Seen(at, true));
            }
        }
    }

    /** @return whether there was anything to ask for, and so the host is known to answer */
    private boolean observeArtifacts(Server server, Instant at) {
        var after = "";
        while (true) {
            var page = known.on(server.id(), after, PAGE);
            if (page.isEmpty()) {
                break;
            }
            var observed = backends.of(server).observeAll(server, page);
            for (int i = 0; i < page.size(); i++) {
                note(page.get(i), observed.get(i));
            }
            after = page.getLast().id().value();
        }
        if (!after.isEmpty()) {
            hosts.record(server.id(), new HostObservations.Seen(at, true));
        }
        return !after.isEmpty();
    }

    private void note(Artifact artifact, Observation seen) {
        unitOfWork.run(() -> {
            var last = sightings.find(artifact.id()).orElse(ArtifactSighting.NEVER);
            sightings.append(
                    artifact.id(), last.decide(artifact, seen, clock.instant()).orThrow());
        });
    }
}
