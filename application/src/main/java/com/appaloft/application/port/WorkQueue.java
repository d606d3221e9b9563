package com.appaloft.application.port;

import com.appaloft.domain.shared.DeploymentId;

/**
 * The durable queue of attempts to carry out, shared by any number of processes. An entry is made in the transaction that admits
 * the attempt and stays until {@link Worker#carry} returns normally; if the carrying process dies, another is given it within seconds.
 */
public interface WorkQueue {
    void enqueue(DeploymentId attempt);

    /** Carries attempts; called on a virtual thread of its own, at most once at a time per attempt. */
    interface Worker {
        /**
         * @throws RuntimeException to be called again after a pause
         */
        void carry(DeploymentId attempt);
    }
}
