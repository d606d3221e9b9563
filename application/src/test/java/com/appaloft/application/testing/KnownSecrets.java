package com.appaloft.application.testing;

import com.appaloft.application.port.Secrets;
import com.appaloft.domain.shared.EnvironmentId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets of any environment that a test has told; nothing else may be done with them than to reveal them. */
public final class KnownSecrets implements Secrets {
    private record Version(String name, int version) {}

    private final Map<Version, String> values = new ConcurrentHashMap<>();

    public KnownSecrets with(String name, int version, String value) {
        values.put(new Version(name, version), value);
        return this;
    }

    @Override
    public int put(EnvironmentId environment, String name, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> reveal(EnvironmentId environment, String name, int version) {
        return Optional.ofNullable(values.get(new Version(name, version)));
    }

    @Override
    public void delete(EnvironmentId environment, String name, int version) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String fingerprint(String value) {
        throw new UnsupportedOperationException();
    }
}
