package com.appaloft.domain.deployment;

import java.util.Map;

/**
 * The configuration an attempt runs with, frozen: plain values, and for each secret the version only.
 *
 * @param secrets name to version
 */
public record EnvironmentSnapshot(Map<String, String> variables, Map<String, Integer> secrets) {
    public static final EnvironmentSnapshot EMPTY = new EnvironmentSnapshot(Map.of(), Map.of());

    public EnvironmentSnapshot {
        variables = Map.copyOf(variables);
        secrets = Map.copyOf(secrets);
    }
}
