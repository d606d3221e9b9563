package com.appaloft.domain.workspace;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which versions of an environment's secrets still exist, and since when; what an old attempt ran with is complete only while all of
 * its versions do.
 *
 * @param kept name to version to when it was set
 */
public record SecretVersions(Map<String, Map<Integer, Instant>> kept) {
    public static final SecretVersions NONE = new SecretVersions(Map.of());

    public SecretVersions {
        var copy = new TreeMap<String, Map<Integer, Instant>>();
        kept.forEach((name, versions) -> copy.put(name, Collections.unmodifiableMap(new TreeMap<>(versions))));
        kept = Collections.unmodifiableMap(copy);
    }

    public boolean has(String name, int version) {
        return of(name).containsKey(version);
    }

    /** @param wanted name to version */
    public boolean hasAll(Map<String, Integer> wanted) {
        return wanted.entrySet().stream().allMatch(secret -> has(secret.getKey(), secret.getValue()));
    }

    /** The versions of one secret, oldest first, each with when it was set. */
    public Map<Integer, Instant> of(String name) {
        return kept.getOrDefault(name, Map.of());
    }

    SecretVersions with(String name, int version, Instant setAt) {
        var versions = new TreeMap<>(of(name));
        versions.put(version, setAt);
        return replaced(name, versions);
    }

    SecretVersions without(String name, int version) {
        var versions = new TreeMap<>(of(name));
        versions.remove(version);
        return replaced(name, versions);
    }

    private SecretVersions replaced(String name, Map<Integer, Instant> versions) {
        var next = new TreeMap<>(kept);
        if (versions.isEmpty()) {
            next.remove(name);
        } else {
            next.put(name, versions);
        }
        return new SecretVersions(next);
    }
}
