package com.appaloft.application.workspace;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Secrets;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An environment's configuration: variables by value, secrets by version; every change counts from the next deployment on. */
@Component
public class VariableHandler {
    private static final String DONE = "";

    private final OncePerKey once;
    private final Environments environments;
    private final Secrets secrets;
    private final Clock clock;

    VariableHandler(OncePerKey once, Environments environments, Secrets secrets, Clock clock) {
        this.once = once;
        this.environments = environments;
        this.secrets = secrets;
        this.clock = clock;
    }

    public void set(EnvironmentId id, String name, String value, @Nullable RequestKey key) {
        change(id, key, environment -> environment.setVariable(name, value, clock.instant()));
    }

    /** Stores the value encrypted; only its version is recorded. */
    public void setSecret(EnvironmentId id, String name, String value, @Nullable RequestKey key) {
        change(id, key, environment -> environment.setSecret(name, secrets.put(id, name, value), clock.instant()));
    }

    /** Takes a variable or a secret out of the configuration; a secret's versions stay for what ran with them. */
    public void remove(EnvironmentId id, String name, @Nullable RequestKey key) {
        change(id, key, environment -> environment.remove(name, clock.instant()));
    }

    /**
     * Destroys one version of a secret; what ran with it can never run again.
     *
     * @param confirm must equal the environment's id to the letter
     */
    public void deleteVersion(EnvironmentId id, String name, int version, String confirm, @Nullable RequestKey key) {
        if (!confirm.equals(id.value())) {
            throw Problem.of(
                            ProblemCode.CONFIRMATION_MISMATCH,
                            "The confirmation must be the environment id to the letter: " + id + ".")
                    .asRefusal();
        }
        change(id, key, environment -> {
            var decision = environment.deleteSecretVersion(name, version, clock.instant());
            decision.orThrow();
            secrets.delete(id, name, version);
            return decision;
        });
    }

    /** What a secret value leaves in a receipt, so that nobody who reads the receipt can test guesses against it. */
    public String fingerprint(String value) {
        return secrets.fingerprint(value);
    }

    private void change(
            EnvironmentId id, @Nullable RequestKey key, Function<Environment, Decision<EnvironmentEvent>> change) {
        once.accept(key, () -> DONE, nothing -> {
            List<EnvironmentEvent> events = change.apply(environments.get(id)).orThrow();
            environments.append(id, events);
            return DONE;
        });
    }
}
