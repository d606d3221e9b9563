package com.appaloft.domain.deployment;

import com.appaloft.domain.shared.DeploymentId;
import org.jspecify.annotations.Nullable;

/** Why an attempt exists. Retry, redeploy and rollback are never synonyms. */
public sealed interface Trigger {
    /** The first or a further deployment of the current profile. */
    record Create() implements Trigger {}

    /**
     * A new attempt from the snapshot of {@code of}.
     *
     * @param to the rollback candidate where it is a rollback that is tried again, so that this one builds nothing either
     */
    record Retry(DeploymentId of, @Nullable DeploymentId to) implements Trigger {}

    /** A new attempt from the current profile; {@code from} is the attempt it was decided on, where there was one. */
    record Redeploy(@Nullable DeploymentId from) implements Trigger {}

    /** As redeploy, but builds without cache and pulls again. */
    record ForceRedeploy(@Nullable DeploymentId from) implements Trigger {}

    /** A new attempt from the snapshot and artifact of the successful attempt {@code to}, decided on {@code of}. */
    record Rollback(DeploymentId of, DeploymentId to) implements Trigger {}

    /** A deployment of a preview, from the resource's current profile as the preview changes it. */
    record Preview() implements Trigger {}

    default String wire() {
        return switch (this) {
            case Create t -> "create";
            case Retry t -> "retry";
            case Redeploy t -> "redeploy";
            case ForceRedeploy t -> "force-redeploy";
            case Rollback t -> "rollback";
            case Preview t -> "preview";
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
            case Preview t -> null;
        };
    }

    /** The rollback candidate, if it is a rollback or tries one again; such an attempt runs the artifact it was given, or none. */
    default @Nullable DeploymentId candidate() {
        return switch (this) {
            case Rollback t -> t.to();
            case Retry t -> t.to();
            case Create t -> null;
            case Redeploy t -> null;
            case ForceRedeploy t -> null;
            case Preview t -> null;
        };
    }
}
