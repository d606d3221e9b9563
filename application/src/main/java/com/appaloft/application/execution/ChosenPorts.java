package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.FailureCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Chooses the port of the server where none was given: the one that serves now, else a free one. A preview never gets
 * the port that its resource's profile names, which it would take from the resource while that is not running.
 */
@Component
class ChosenPorts {
    private static final int TRIES = 10;

    private final UnitOfWork unitOfWork;
    private final Resources resources;

    ChosenPorts(UnitOfWork unitOfWork, Resources resources) {
        this.unitOfWork = unitOfWork;
        this.resources = resources;
    }

    int choose(Carried attempt, @Nullable Workload previous) {
        int named = named(attempt);
        if (previous != null && previous.hostPort() != 0 && previous.hostPort() != named) {
            return previous.hostPort();
        }
        for (int tried = 0; tried < TRIES; tried++) {
            int free = attempt.backend().freePort(attempt.server());
            if (free != named) {
                return free;
            }
        }
        throw new BackendFailure(FailureCode.PORT_IN_USE, "No port but the resource's own is free on the server.");
    }

    /** 0 if there is none to stay away from. */
    private int named(Carried attempt) {
        if (attempt.request().slotId().preview() == null) {
            return 0;
        }
        Integer port = unitOfWork
                .perform(() -> resources.get(attempt.request().resourceId()))
                .profile()
                .network()
                .hostPort();
        return port == null ? 0 : port;
    }
}
