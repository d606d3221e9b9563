package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.domain.shared.DestinationId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes networks exist: one for each destination, created when it is first needed, and one for each workload of several services.
 *
 * <p>An engine may come to have two of one name: its own check lets two creations at once through, and what was asked for on a way that
 * broke may be carried out late, beside what was asked for again. It starts nothing on either then. So all that need an engine's networks
 * share one of these.
 */
final class Networks {
    private static final Logger log = LoggerFactory.getLogger(Networks.class);
    private static final int TRIES = 3;

    private final Engine engine;
    private final InstallationId installation;

    Networks(Engine engine, InstallationId installation) {
        this.engine = engine;
        this.installation = installation;
    }

    /** Does this on the network of a destination, whose id it is given; see {@link #on(String, Map, Function)}. */
    <T> T on(DestinationId destination, Function<String, T> work) {
        return on(WorkloadNames.network(destination), Labels.ofInstallation(installation), work);
    }

    /**
     * Does this on the network of this name, whose id it is given. Begins again where something that was asked for before, and whose
     * answer was lost, is carried out only meanwhile.
     *
     * @param work leaves nothing where it fails
     */
    <T> T on(String name, Map<String, String> labels, Function<String, T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.apply(ensure(name, labels));
            } catch (DockerException e) {
                if (tries == TRIES || !EngineErrors.carriedOutLate(e)) {
                    throw e;
                }
                log.info("Begins again on the network {}: {}", name, e.getMessage());
            }
        }
    }

    /** The id of the only one there is of this name then. */
    String ensure(String name, Map<String, String> labels) {
        var found = find(name);
        return found.isEmpty() ? create(name, labels) : only(found);
    }

    private synchronized String create(String name, Map<String, String> labels) {
        var meanwhile = find(name);
        if (!meanwhile.isEmpty()) {
            return only(meanwhile);
        }
        try {
            engine.client()
                    .createNetworkCmd()
                    .withName(name)
                    .withCheckDuplicate(true)
                    .withLabels(labels)
                    .exec();
        } catch (ConflictException e) {
            log.debug("The network {} was made by another meanwhile", name, e);
        }
        var made = find(name);
        if (made.isEmpty()) {
            throw new NotFoundException("network " + name + " not found");
        }
        return only(made);
    }

    /** The one in use stays, or where none is the one that was there first: what has run and was stopped was on that. */
    private String only(List<Network> found) {
        if (found.size() == 1) {
            return found.getFirst().getId();
        }
        var ours = found.stream()
                .filter(network -> Labels.areOf(installation, network.getLabels()))
                .toList();
        var kept = ours.stream()
                .filter(network -> inUse(network.getId()))
                .findFirst()
                .orElse(ours.isEmpty() ? found.getFirst() : ours.getFirst());
        ours.stream().filter(network -> !network.equals(kept)).forEach(this::remove);
        return kept.getId();
    }

    private boolean inUse(String id) {
        try {
            var containers =
                    engine.client().inspectNetworkCmd().withNetworkId(id).exec().getContainers();
            return containers != null && !containers.isEmpty();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void remove(Network network) {
        try {
            engine.client().removeNetworkCmd(network.getId()).exec();
            log.info("The network {} was there twice; {} is removed.", network.getName(), network.getId());
        } catch (NotFoundException e) {
            return;
        } catch (DockerException e) {
            log.warn(
                    "The network {} is there twice and {} stays: {}",
                    network.getName(),
                    network.getId(),
                    e.getMessage());
        }
    }

    private List<Network> find(String name) {
        return engine.client().listNetworksCmd().withNameFilter(name).exec().stream()
                .filter(network -> name.equals(network.getName()))
                .sorted(Comparator.comparing(Network::getCreated).thenComparing(Network::getId))
                .toList();
    }
}
