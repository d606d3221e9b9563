package com.appaloft.domain.recovery;

import com.appaloft.domain.shared.ProblemCode;

/** The commands that readiness allows or blocks. */
public enum RecoveryAction {
    RETRY("retry", ProblemCode.DEPLOYMENT_NOT_RETRYABLE),
    REDEPLOY("redeploy", ProblemCode.DEPLOYMENT_NOT_REDEPLOYABLE),
    ROLLBACK("rollback", ProblemCode.DEPLOYMENT_NOT_ROLLBACK_READY);

    private final String wire;
    private final ProblemCode refusal;

    RecoveryAction(String wire, ProblemCode refusal) {
        this.wire = wire;
        this.refusal = refusal;
    }

    public String wire() {
        return wire;
    }

    /** The problem a blocked command is refused with. */
    public ProblemCode refusal() {
        return refusal;
    }
}
