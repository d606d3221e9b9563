package com.appaloft.application.port;

import com.appaloft.domain.shared.EnvironmentId;
import java.util.Optional;

/** Keeps secret values, encrypted at rest; write-only for people, read only when a workload is started. */
public interface Secrets {
    /** Stores a new version of the secret in the current transaction and returns its number, from 1; no number is given twice. */
    int put(EnvironmentId environment, String name, String value);

    /** The value of one version, if it was not deleted. */
    Optional<String> reveal(EnvironmentId environment, String name, int version);

    /** Destroys the value of one version in the current transaction; does nothing where there is none. */
    void delete(EnvironmentId environment, String name, int version);

    /** The same for the same value until the keys are rotated; says nothing about the value to whoever lacks the keys. */
    String fingerprint(String value);
}
