package com.appaloft.application.port;

import com.appaloft.domain.shared.ImageName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to several registries; each is told its own login only.
 *
 * @param byRegistry by {@code host} or {@code host:port}
 */
public record RegistryLogins(Map<String, RegistryLogin> byRegistry) {
    public static final RegistryLogins NONE = new RegistryLogins(Map.of());

    /** @param byRegistry also by an address as Docker's config.json has it */
    public RegistryLogins {
        var named = new HashMap<String, RegistryLogin>();
        byRegistry.forEach((address, login) -> named.put(ImageName.registryAt(address), login));
        byRegistry = Map.copyOf(named);
    }

    /** For the registry that an image of this reference is asked for; absent where there is none for it. */
    public @Nullable RegistryLogin of(String reference) {
        return ImageName.registry(reference).map(byRegistry::get).orElse(null);
    }
}
