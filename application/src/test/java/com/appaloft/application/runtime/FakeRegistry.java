package com.appaloft.application.runtime;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.domain.deployment.FailureCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Registries in memory that give an image only to who logs in; they remember who was said to ask. */
public final class FakeRegistry {
    private record Kept(FakeImage image, RegistryLogin login) {}

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Map<String, String> askedBy = new ConcurrentHashMap<>();

    /** Keeps an image that only this login opens. */
    public void keep(String reference, FakeImage image, RegistryLogin login) {
        kept.put(reference, new Kept(image, login));
    }

    /** The user who asked last for each reference; nobody where no login was sent. */
    public Map<String, String> askedBy() {
        return Map.copyOf(askedBy);
    }

    void asked(String reference, @Nullable RegistryLogin login) {
        askedBy.put(reference, login == null ? "nobody" : login.user());
    }

    /** @throws BackendFailure {@code source-auth-failed} */
    Optional<FakeImage> give(String reference, @Nullable RegistryLogin login) {
        var found = kept.get(reference);
        if (found != null && !found.login().equals(login)) {
            throw new BackendFailure(
                    FailureCode.SOURCE_AUTH_FAILED, "The registry does not give " + reference + " to us.");
        }
        return Optional.ofNullable(found).map(Kept::image);
    }
}
