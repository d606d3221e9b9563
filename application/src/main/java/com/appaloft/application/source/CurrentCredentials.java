package com.appaloft.application.source;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Secrets;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.workspace.Environment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reveals what opens a source today: the environment's current version of the secret that the source names. */
@Component
public class CurrentCredentials {
    private final Secrets secrets;

    CurrentCredentials(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Absent where the source needs none; never logged.
     *
     * @throws BackendFailure {@code environment-incomplete} where the environment does not have the secret
     */
    public @Nullable String of(Source source, Environment environment) {
        var secret = source.credentials();
        if (secret == null) {
            return null;
        }
        var version = environment.secrets().get(secret);
        return Optional.ofNullable(version)
                .flatMap(v -> secrets.reveal(environment.id(), secret, v))
                .orElseThrow(() -> new BackendFailure(
                        FailureCode.ENVIRONMENT_INCOMPLETE,
                        "The source is opened by the secret " + secret + ", which the environment does not have."));
    }
}
