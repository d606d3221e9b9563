package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.LoginTexts;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RegistryLogins;
import com.appaloft.application.port.Secrets;
import com.appaloft.domain.deployment.FailureCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reveals what opens an attempt's source and images: the version of a secret that was current when the attempt was asked for. */
@Component
class SourceCredentials {
    private final Secrets secrets;
    private final LoginTexts texts;

    SourceCredentials(Secrets secrets, LoginTexts texts) {
        this.secrets = secrets;
        this.texts = texts;
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

    /** @param secret what the source itself names for this image; else the profile's secret may know its registry */
    @Nullable
    RegistryLogin login(Carried attempt, String reference, @Nullable String secret) {
        return secret == null ? logins(attempt).of(reference) : RegistryLogin.of(secret, reveal(attempt, secret));
    }

    /** For every registry that the profile's secret knows. */
    RegistryLogins logins(Carried attempt) {
        var snapshot = attempt.deployment().attempt().snapshot();
        var runtime = snapshot == null ? attempt.request().intent().profile().runtime() : snapshot.runtime();
        var secret = runtime.registrySecret();
        return texts.logins(secret, reveal(attempt, secret));
    }
}
