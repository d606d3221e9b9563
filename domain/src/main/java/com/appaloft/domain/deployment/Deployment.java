package com.appaloft.domain.deployment;

import com.appaloft.domain.shared.DeploymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One try to bring one resource to one state: a record per state. Its past never changes and it is never resumed. */
public sealed interface Deployment {
    /** Still under way. */
    sealed interface Active extends Deployment {}

    /** Over, for ever. */
    sealed interface Ended extends Deployment {
        Instant finishedAt();
    }

    record Created(Attempt attempt) implements Active {}

    record Planning(Attempt attempt) implements Active {}

    record Planned(Attempt attempt) implements Active {}

    record Running(Attempt attempt) implements Active {}

    record CancelRequested(Attempt attempt, String cause) implements Active {}

    record Succeeded(Attempt attempt, @Nullable String accessUrl, Instant finishedAt) implements Ended {}

    record Failed(Attempt attempt, Failure failure, Instant finishedAt) implements Ended {}

    record Canceled(Attempt attempt, String cause, Instant finishedAt) implements Ended {}

    record Interrupted(Attempt attempt, String explanation, Instant finishedAt) implements Ended {}

    record RolledBack(Attempt attempt, Failure failure, Instant finishedAt) implements Ended {}

    Attempt attempt();

    default DeploymentId id() {
        return attempt().id();
    }

    default Status status() {
        return switch (this) {
            case Created s -> Status.CREATED;
            case Planning s -> Status.PLANNING;
            case Planned s -> Status.PLANNED;
            case Running s -> Status.RUNNING;
            case CancelRequested s -> Status.CANCEL_REQUESTED;
            case Succeeded s -> Status.SUCCEEDED;
            case Failed s -> Status.FAILED;
            case Canceled s -> Status.CANCELED;
            case Interrupted s -> Status.INTERRUPTED;
            case RolledBack s -> Status.ROLLED_BACK;
        };
    }

    /** The failure it ended with, if it did. */
    default @Nullable Failure failureOrNull() {
        return switch (this) {
            case Failed s -> s.failure();
            case RolledBack s -> s.failure();
            case Active s -> null;
            case Succeeded s -> null;
            case Canceled s -> null;
            case Interrupted s -> null;
        };
    }

    /** Whether anybody has begun to carry it out. */
    default boolean begun() {
        return attempt().phase() != null;
    }
}
