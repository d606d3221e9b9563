package com.appaloft.api.deployment;

import com.appaloft.domain.deployment.Deployment;
import org.jspecify.annotations.Nullable;

/** What the end of an attempt says beyond its status. */
final class Explanations {
    private Explanations() {}

    static @Nullable String of(Deployment state) {
        return switch (state) {
            case Deployment.Interrupted s -> s.explanation();
            case Deployment.Canceled s -> "canceled: " + s.cause();
            case Deployment.CancelRequested s -> "cancel " + s.cause();
            case Deployment.Active s -> null;
            case Deployment.Succeeded s -> null;
            case Deployment.Failed s -> null;
            case Deployment.RolledBack s -> null;
        };
    }

    static @Nullable String accessUrl(Deployment state) {
        return state instanceof Deployment.Succeeded success ? success.accessUrl() : null;
    }
}
