package com.appaloft.application.port;

import com.appaloft.domain.shared.DeploymentId;

/** What attempts print while they are carried out: builds, pulls, health waits. Bounded per attempt; known secrets are masked. */
public interface AttemptLogs {
    void append(DeploymentId attempt, String phase, String stream, String line);
}
