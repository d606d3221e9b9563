package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.domain.shared.DestinationId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Network;
import java.util.Comparator;
import java.util.Optional;

/** Makes a destination exist: one network each, created when it is first needed. */
final class Networks {
    private final Engine engine;
    private final InstallationId installation;

    Networks(Engine engine, InstallationId installation) {
        this.engine = engine;
        this.installation = installation;
    }

    /** The id, because the engine may hold two networks of one name and would then refuse the name. */
    String ensure(DestinationId destination) {
        String name = WorkloadNames.network(destination);
        return find(name).orElseGet(() -> create(name));
    }

    /** One at a time: the engine's own check for a duplicate name lets two simultaneous creations through. */
    private synchronized String create(String name) {
        Optional<String> meanwhile = find(name);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
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
            return find(name).orElseThrow(() -> e);
        }
    }

    private Optional<String> find(String name) {
        return engine.client().listNetworksCmd().withNameFilter(name).exec().stream()
                .filter(network -> name.equals(network.getName()))
                .map(Network::getId)
                .min(Comparator.naturalOrder());
    }
}
