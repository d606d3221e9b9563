package com.appaloft.application.port;

import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import java.util.List;

/** Tells, inside the current transaction, which attempts have not ended. */
@FunctionalInterface
public interface ActiveAttempts {
    /** Oldest first. */
    List<DeploymentId> on(ServerId server);
}
