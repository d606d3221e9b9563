package com.appaloft.application.port;

import com.appaloft.domain.deployment.FailureCode;
import org.jspecify.annotations.Nullable;

/** Who we are to a registry. */
public record RegistryLogin(String user, String password) {
    /** Reads {@code user:password}. @throws BackendFailure {@code source-auth-failed} where the secret holds something else */
    public static @Nullable RegistryLogin of(@Nullable String secret, @Nullable String value) {
        if (value == null) {
            return null;
        }
        int colon = value.indexOf(':');
        if (colon < 1) {
            throw new BackendFailure(
                    FailureCode.SOURCE_AUTH_FAILED,
                    "The secret " + secret + " does not hold user:password for the registry.");
        }
        return new RegistryLogin(
                value.substring(0, colon), value.substring(colon + 1).strip());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RegistryLogin[" + user + "]";
    }
}
