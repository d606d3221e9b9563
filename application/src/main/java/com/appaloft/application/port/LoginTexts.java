package com.appaloft.application.port;

import com.appaloft.domain.deployment.FailureCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the value of a secret apart that holds logins for registries as Docker's config.json does. */
public interface LoginTexts {
    /** Its logins; empty where it is anything else. Nothing of it is told to anybody. */
    Optional<RegistryLogins> read(String text);

    /**
     * The logins that a profile's secret holds.
     *
     * @param secret its name; absent where the profile names none
     * @throws BackendFailure {@code source-auth-failed} where the secret holds something else
     */
    default RegistryLogins logins(@Nullable String secret, @Nullable String value) {
        return value == null
                ? RegistryLogins.NONE
                : read(value)
                        .orElseThrow(() -> new BackendFailure(
                                FailureCode.SOURCE_AUTH_FAILED,
                                "The secret " + secret + " does not hold logins for registries in the form of Docker's"
                                        + " config.json: {\"auths\": {\"registry.example\": {\"auth\": \"…\"}}}."));
    }
}
