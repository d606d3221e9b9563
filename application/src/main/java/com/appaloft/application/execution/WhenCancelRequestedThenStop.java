package com.appaloft.application.execution;

import com.appaloft.application.port.CancelRequests;
import com.appaloft.application.port.NewEvents;
import org.springframework.stereotype.Component;

/** Stops what this process does on hosts for an attempt that was asked to stop, whichever process was asked. */
@Component
class WhenCancelRequestedThenStop {
    private final CancelRequests requests;
    private final OpenOperations operations;

    WhenCancelRequestedThenStop(NewEvents events, CancelRequests requests, OpenOperations operations) {
        this.requests = requests;
        this.operations = operations;
        events.listen(this::look);
    }

    private void look() {
        var open = operations.attempts();
        if (!open.isEmpty()) {
            requests.among(open).forEach(operations::cancel);
        }
    }
}
