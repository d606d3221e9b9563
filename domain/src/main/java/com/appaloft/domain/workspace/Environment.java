package com.appaloft.domain.workspace;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProjectId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Owns configuration: plain variables by value, secrets by version; can be locked against new attempts.
 *
 * @param secrets name to the version that is current
 * @param versions every version that still exists, current or not
 */
public record Environment(
        EnvironmentId id,
        ProjectId projectId,
        String name,
        Kind kind,
        Map<String, String> variables,
        Map<String, Integer> secrets,
        SecretVersions versions,
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

    /** The next deployment runs without it; what ran with it can still be retried and rolled back to. */
    public Decision<EnvironmentEvent> remove(String variable, Instant at) {
        if (variables.containsKey(variable)) {
            return Decision.accept(new EnvironmentEvent.VariableRemoved(id, variable, at));
        }
        return secrets.containsKey(variable)
                ? Decision.accept(new EnvironmentEvent.SecretRemoved(id, variable, at))
                : Decision.refuse(Problem.notFound("variable", variable));
    }

    /** Nothing that ran with this version can be retried or rolled back to any more; the current one is removed with it. */
    public Decision<EnvironmentEvent> deleteSecretVersion(String secret, int version, Instant at) {
        return versions.has(secret, version)
                ? Decision.accept(new EnvironmentEvent.SecretVersionDeleted(id, secret, version, at))
                : Decision.refuse(Problem.notFound("version of the secret " + secret, Integer.toString(version)));
    }

    public static Environment evolve(@Nullable Environment state, EnvironmentEvent event) {
        return switch (event) {
            case EnvironmentEvent.Created e ->
                new Environment(
                        e.environmentId(),
                        e.projectId(),
                        e.name(),
                        e.kind(),
                        Map.of(),
                        Map.of(),
                        SecretVersions.NONE,
                        false);
            case EnvironmentEvent.VariableSet e -> existing(state).withVariable(e.name(), e.value());
            case EnvironmentEvent.SecretSet e -> existing(state).withSecret(e.name(), e.version(), e.at());
            case EnvironmentEvent.VariableRemoved e -> existing(state).without(e.name());
            case EnvironmentEvent.SecretRemoved e -> existing(state).without(e.name());
            case EnvironmentEvent.SecretVersionDeleted e -> existing(state).withoutVersion(e.name(), e.version());
            case EnvironmentEvent.Locked e -> existing(state).withLocked(true);
            case EnvironmentEvent.Unlocked e -> existing(state).withLocked(false);
        };
    }

    private Environment withVariable(String variable, String value) {
        var others = without(variable);
        var values = new TreeMap<>(others.variables());
        values.put(variable, value);
        return configured(values, others.secrets(), versions);
    }

    private Environment withSecret(String secret, int version, Instant at) {
        var others = without(secret);
        var current = new TreeMap<>(others.secrets());
        current.put(secret, version);
        return configured(others.variables(), current, versions.with(secret, version, at));
    }

    private Environment without(String name) {
        var values = new TreeMap<>(variables);
        values.remove(name);
        var current = new TreeMap<>(secrets);
        current.remove(name);
        return configured(values, current, versions);
    }

    private Environment withoutVersion(String secret, int version) {
        var current = new TreeMap<>(secrets);
        current.remove(secret, version);
        return configured(variables, current, versions.without(secret, version));
    }

    private Environment configured(Map<String, String> values, Map<String, Integer> current, SecretVersions existing) {
        return new Environment(id, projectId, name, kind, values, current, existing, locked);
    }

    private Environment withLocked(boolean lock) {
        return new Environment(id, projectId, name, kind, variables, secrets, versions, lock);
    }

    private static Environment existing(@Nullable Environment state) {
        if (state == null) {
            throw new IllegalStateException("an environment's history starts with its creation");
        }
        return state;
    }
}
