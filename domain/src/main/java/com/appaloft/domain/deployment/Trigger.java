package com.appaloft.domain.deployment;

import com.appaloft.domain.shared.DeploymentId;
import org.jspecify.annotations.Nullable;

/** Why an attempt exists. Retry, redeploy and rollback are never synonyms. */
public sealed interface Trigger {
    /** The first or a further deployment of the current profile. */
    record Create() implements Trigger {}

    /** A new attempt from the snapshot of {@code of}. */
    record Retry(DeploymentId of) implements Trigger {}

    /** A new attempt from the current profile; {@code from} is the attempt it was decided on, where there was one. */
    record Redeploy(@Nullable DeploymentId from) implements Trigger {}

    /** As redeploy, but builds without cache and pulls again. */
    record ForceRedeploy(@Nullable DeploymentId from) implements Trigger {}

    /** A new attempt from the snapshot and artifact of the successful attempt {@code to}, decided on {@code of}. */
    record Rollback(DeploymentId of, DeploymentId to) implements Trigger {}

    default String wire() {
        return switch (this) {
            case Create t -> "create";
            case Retry t -> "retry";
            case Redeploy t -> "redeploy";
            case ForceRedeploy t -> "force-redeploy";
            case Rollback t -> "rollback";
        };
    }

    /** The attempt this one was decided on, if any. */
    default @Nullable DeploymentId source() {
        return switch (this) {
            case Create t -> null;
            case Retry t -> t.of();
            case Redeploy t -> t.from();
            case ForceRedeploy t -> t.from();
            case Rollback t -> t.of();
        };
    }

    /** The rollback candidate, if it is a rollback. */
    default @Nullable DeploymentId candidate() {
        return this instanceof Rollback rollback ? rollback.to() : null;
    }
}
