package com.appaloft.domain.workspace;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Owns configuration: plain variables by value, secrets by version; can be locked against new attempts.
 *
 * @param secrets name to the version that is current
 */
public record Environment(
        EnvironmentId id,
        ProjectId projectId,
        String name,
        Kind kind,
        Map<String, String> variables,
        Map<String, Integer> secrets,
        boolean locked) {

    public Environment {
        variables = Map.copyOf(variables);
        secrets = Map.copyOf(secrets);
    }

    /** What an environment is for. */
    public enum Kind {
        PRODUCTION("production"),
        STAGING("staging"),
        PREVIEW("preview"),
        CUSTOM("custom");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    public Decision<EnvironmentEvent> lock(Instant at) {
        return locked ? Decision.accept() : Decision.accept(new EnvironmentEvent.Locked(id, at));
    }

    public Decision<EnvironmentEvent> unlock(Instant at) {
        return locked ? Decision.accept(new EnvironmentEvent.Unlocked(id, at)) : Decision.accept();
    }

    public Decision<EnvironmentEvent> setVariable(String variable, String value, Instant at) {
        return value.equals(variables.get(variable))
                ? Decision.accept()
                : Decision.accept(new EnvironmentEvent.VariableSet(id, variable, value, at));
    }

    /** @param version under which the value is kept, encrypted, outside the events */
    public Decision<EnvironmentEvent> setSecret(String secret, int version, Instant at) {
        return Decision.accept(new EnvironmentEvent.SecretSet(id, secret, version, at));
    }

    public static Environment evolve(@Nullable Environment state, EnvironmentEvent event) {
        return switch (event) {
            case EnvironmentEvent.Created e ->
                new Environment(e.environmentId(), e.projectId(), e.name(), e.kind(), Map.of(), Map.of(), false);
            case EnvironmentEvent.VariableSet e -> existing(state).withVariable(e.name(), e.value());
            case EnvironmentEvent.SecretSet e -> existing(state).withSecret(e.name(), e.version());
            case EnvironmentEvent.Locked e -> existing(state).withLocked(true);
            case EnvironmentEvent.Unlocked e -> existing(state).withLocked(false);
        };
    }

    private Environment withVariable(String variable, String value) {
        var values = new TreeMap<>(variables);
        values.put(variable, value);
        var versions = new TreeMap<>(secrets);
        versions.remove(variable);
        return new Environment(id, projectId, name, kind, values, versions, locked);
    }

    private Environment withSecret(String secret, int version) {
        var values = new TreeMap<>(variables);
        values.remove(secret);
        var versions = new TreeMap<>(secrets);
        versions.put(secret, version);
        return new Environment(id, projectId, name, kind, values, versions, locked);
    }

    private Environment withLocked(boolean lock) {
        return new Environment(id, projectId, name, kind, variables, secrets, lock);
    }

    private static Environment existing(@Nullable Environment state) {
        if (state == null) {
            throw new IllegalStateException("an environment's history starts with its creation");
        }
        return state;
    }
}
