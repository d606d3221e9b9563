package com.appaloft.application.source;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.LoginTexts;
import com.appaloft.application.port.RegistryLogins;
import com.appaloft.application.port.Secrets;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.workspace.Environment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reveals what opens a source and its images today: the environment's current version of the secrets that are named for it. */
@Component
public class CurrentCredentials {
    private final Secrets secrets;
    private final LoginTexts texts;

    CurrentCredentials(Secrets secrets, LoginTexts texts) {
        this.secrets = secrets;
        this.texts = texts;
    }

    /**
     * Absent where the source needs none; never logged.
     *
     * @throws BackendFailure {@code environment-incomplete} where the environment does not have the secret
     */
    public @Nullable String of(Source source, Environment environment) {
        return reveal(source.credentials(), environment);
    }

    /**
     * For the registries that images come from; never logged.
     *
     * @throws BackendFailure as above, or {@code source-auth-failed} where the secret holds no logins
     */
    RegistryLogins logins(RuntimeSpec runtime, Environment environment) {
        var secret = runtime.registrySecret();
        return texts.logins(secret, reveal(secret, environment));
    }

    private @Nullable String reveal(@Nullable String secret, Environment environment) {
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
