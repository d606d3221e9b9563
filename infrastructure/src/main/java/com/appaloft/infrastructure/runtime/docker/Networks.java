package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.domain.shared.DestinationId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a destination exist: one network each, created when it is first needed. */
final class Networks {
    private static final Logger log = LoggerFactory.getLogger(Networks.class);

    private final Engine engine;
    private final InstallationId installation;

    Networks(Engine engine, InstallationId installation) {
        this.engine = engine;
        this.installation = installation;
    }

    /** The id of the only one there is of this name then: with two of them the engine starts nothing on either. */
    String ensure(DestinationId destination) {
        String name = WorkloadNames.network(destination);
        var found = find(name);
        return found.isEmpty() ? create(name) : only(found);
    }

    /** One at a time: the engine's own check for a duplicate name lets two simultaneous creations through. */
    private synchronized String create(String name) {
        var meanwhile = find(name);
        if (!meanwhile.isEmpty()) {
            return only(meanwhile);
        }
        try {
            return engine.client()
                    .createNetworkCmd()
                    .withName(name)
                    .withCheckDuplicate(true)
                    .withLabels(Labels.ofInstallation(installation))
                    .exec()
                    .getId();
        } catch (ConflictException e) {
            return find(name).stream().findFirst().map(Network::getId).orElseThrow(() -> e);
        }
    }

    /** A creation whose answer was lost may be carried out late, beside the one that was then asked for. The one in use stays. */
    private String only(List<Network> found) {
        if (found.size() == 1) {
            return found.getFirst().getId();
        }
        var kept = found.stream()
                .filter(network -> inUse(network.getId()))
                .findFirst()
                .orElse(found.getFirst());
        found.stream().filter(network -> !network.equals(kept)).forEach(this::remove);
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
                .sorted(Comparator.comparing(Network::getId))
                .toList();
    }
}
