package com.appaloft.domain.workspace;

import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.Recorded;
import java.time.Instant;

/** What happened to an environment; a secret's value is never in it, only its version. */
public sealed interface EnvironmentEvent extends DomainEvent {
    EnvironmentId environmentId();

    @Override
    default String streamId() {
        return environmentId().value();
    }

    @Recorded(as = "environment.created")
    record Created(EnvironmentId environmentId, ProjectId projectId, String name, Environment.Kind kind, Instant at)
            implements EnvironmentEvent {}

    @Recorded(as = "environment.variable-set")
    record VariableSet(EnvironmentId environmentId, String name, String value, Instant at)
            implements EnvironmentEvent {}

    @Recorded(as = "environment.secret-set")
    record SecretSet(EnvironmentId environmentId, String name, int version, Instant at) implements EnvironmentEvent {}

    @Recorded(as = "environment.variable-removed")
    record VariableRemoved(EnvironmentId environmentId, String name, Instant at) implements EnvironmentEvent {}

    /** Its versions stay, for what ran with them. */
    @Recorded(as = "environment.secret-removed")
    record SecretRemoved(EnvironmentId environmentId, String name, Instant at) implements EnvironmentEvent {}

    @Recorded(as = "environment.secret-version-deleted")
    record SecretVersionDeleted(EnvironmentId environmentId, String name, int version, Instant at)
            implements EnvironmentEvent {}

    @Recorded(as = "environment.locked")
    record Locked(EnvironmentId environmentId, Instant at) implements EnvironmentEvent {}

    @Recorded(as = "environment.unlocked")
    record Unlocked(EnvironmentId environmentId, Instant at) implements EnvironmentEvent {}
}
