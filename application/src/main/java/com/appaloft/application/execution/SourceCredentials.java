package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.Secrets;
import com.appaloft.domain.deployment.FailureCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reveals what opens an attempt's source: the version of the secret that was current when the attempt was asked for. */
@Component
class SourceCredentials {
    private final Secrets secrets;

    SourceCredentials(Secrets secrets) {
        this.secrets = secrets;
    }

    /** @param secret its name; absent where the source needs none */
    @Nullable
    String reveal(Carried attempt, @Nullable String secret) {
        if (secret == null) {
            return null;
        }
        var request = attempt.request();
        var snapshot = attempt.deployment().attempt().snapshot();
        var environment = snapshot == null ? request.intent().environment() : snapshot.environment();
        var version = environment.secrets().get(secret);
        if (version == null) {
            throw new BackendFailure(
                    FailureCode.ENVIRONMENT_INCOMPLETE,
                    "The source is opened by the secret " + secret + ", which the environment does not have.");
        }
        return secrets.reveal(request.environmentId(), secret, version)
                .orElseThrow(() -> new BackendFailure(
                        FailureCode.ENVIRONMENT_INCOMPLETE,
                        "Version " + version + " of the secret " + secret + " no longer exists."));
    }

    @Nullable
    RegistryLogin login(Carried attempt, @Nullable String secret) {
        return RegistryLogin.of(secret, reveal(attempt, secret));
    }
}
