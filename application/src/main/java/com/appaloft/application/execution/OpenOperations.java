package com.appaloft.application.execution;

import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.shared.DeploymentId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What this process is doing on hosts right now, so that it can be told to stop. */
@Component
class OpenOperations {
    private final Map<DeploymentId, Operation> open = new ConcurrentHashMap<>();
    private final Map<DeploymentId, Phase> phases = new ConcurrentHashMap<>();

    private volatile boolean closing;

    /** From now on nothing that goes wrong says anything about an attempt: the process is ending. */
    @EventListener(ContextClosedEvent.class)
    void closing() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    /** Whoever still carries the same attempt in this process, thought to be dead, is told to stop. */
    void open(DeploymentId attempt, Operation operation) {
        var replaced = open.put(attempt, operation);
        if (replaced != null) {
            replaced.cancel();
        }
    }

    void entered(DeploymentId attempt, Phase phase) {
        phases.put(attempt, phase);
    }

    /** The phase under way here; detect before any. */
    Phase phaseOf(DeploymentId attempt) {
        return phases.getOrDefault(attempt, Phase.DETECT);
    }

    void close(DeploymentId attempt, Operation operation) {
        if (open.remove(attempt, operation)) {
            phases.remove(attempt);
        }
    }

    /** The attempts that this process carries. */
    Set<DeploymentId> attempts() {
        return Set.copyOf(open.keySet());
    }

    /** Stops what is under way for this attempt here, if anything. */
    void cancel(DeploymentId attempt) {
        var operation = open.get(attempt);
        if (operation != null) {
            operation.cancel();
        }
    }
}
