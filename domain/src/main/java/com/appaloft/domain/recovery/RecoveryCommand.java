package com.appaloft.domain.recovery;

/** A recovery somebody asks for. */
public sealed interface RecoveryCommand {
    /** A new attempt from the attempt's own snapshot. */
    record Retry() implements RecoveryCommand {}

    /** A new attempt from the current profile; also what a first deployment asks for. */
    record Redeploy() implements RecoveryCommand {}

    /** A new attempt from this candidate's snapshot and artifact. */
    record Rollback(CandidateFacts candidate) implements RecoveryCommand {}
}
