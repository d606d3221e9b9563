package com.appaloft.application.execution;

import com.appaloft.application.port.Operation;
import com.appaloft.domain.shared.DeploymentId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What this process is doing on hosts right now, so that it can be told to stop. */
@Component
public class OpenOperations {
    private final Map<DeploymentId, Operation> open = new ConcurrentHashMap<>();

    void open(DeploymentId attempt, Operation operation) {
        open.put(attempt, operation);
    }

    void close(DeploymentId attempt) {
        open.remove(attempt);
    }

    /** Stops what is under way for this attempt here, if anything. */
    public void cancel(DeploymentId attempt) {
        var operation = open.get(attempt);
        if (operation != null) {
            operation.cancel();
        }
    }
}
