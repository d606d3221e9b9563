package com.appaloft.application.port;

import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;

/** Takes the past of an attempt away and leaves a tombstone, inside the current unit of work. */
public interface Tombstones {
    /** Deletes its events, its log and what subscribers could not be told of it; its id is never used again. */
    void bury(DeploymentId attempt, ResourceId resource, Instant at);
}
