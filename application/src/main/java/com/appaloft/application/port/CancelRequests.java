package com.appaloft.application.port;

import com.appaloft.domain.shared.DeploymentId;
import java.util.Set;

/** Tells which attempts were asked to stop, whichever process was asked. */
public interface CancelRequests {
    /** Those of the given attempts whose history has a request to cancel. */
    Set<DeploymentId> among(Set<DeploymentId> attempts);
}
