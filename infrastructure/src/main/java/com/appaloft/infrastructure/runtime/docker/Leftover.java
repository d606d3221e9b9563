package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.runtime.InstallationId;

/** Makes room for a container of a name that only one attempt uses: what an earlier try of the same left there goes. */
final class Leftover {
    private Leftover() {}

    /** @throws BackendFailure with this code where the container is none of ours */
    static void remove(DockerApi api, InstallationId installation, String name, FailureCode code) {
        var leftover = EngineErrors.translated(code, () -> api.inspect(name));
        if (leftover.isEmpty()) {
            return;
        }
        if (WorkloadView.of(leftover.get(), installation).isEmpty()) {
            throw new BackendFailure(
                    code,
                    "The server has a container " + name + " that this installation did not make; remove it first.");
        }
        EngineErrors.translated(code, () -> {
            api.remove(name);
            return name;
        });
    }
}
