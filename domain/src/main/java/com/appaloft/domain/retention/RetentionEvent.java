package com.appaloft.domain.retention;

import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;

/** What was deleted of the past. */
public sealed interface RetentionEvent extends DomainEvent {
    /**
     * The tombstone of an attempt: all that remains of its stream, so that its id is never used again.
     *
     * @param removedEvents how many events it stands for
     */
    @Recorded(as = "deployment.pruned")
    record Pruned(DeploymentId deploymentId, ResourceId resourceId, int removedEvents, Instant at)
            implements RetentionEvent {
        @Override
        public String streamId() {
            return deploymentId.value();
        }
    }
}
