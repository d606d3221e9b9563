package com.appaloft.api.workspace;

import com.appaloft.domain.workspace.Environment;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A name of an environment's configuration: a variable with its value, or a secret with its version.
 *
 * @param version current version of a secret; absent where it was taken out of the configuration and old versions are still kept
 * @param versions every version of a secret of this name that is still kept, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VariableAnswer(
        String name,
        boolean secret,
        @Nullable String value,
        @Nullable Integer version,
        @Nullable Instant setAt,
        @Nullable List<Version> versions) {

    record Version(int version, Instant setAt) {}

    static List<VariableAnswer> allOf(Environment environment) {
        var names = new TreeSet<>(environment.variables().keySet());
        names.addAll(environment.versions().kept().keySet());
        return names.stream().map(name -> of(name, environment)).toList();
    }

    private static VariableAnswer of(String name, Environment environment) {
        var value = environment.variables().get(name);
        var version = environment.secrets().get(name);
        var kept = environment.versions().of(name);
        var versions = kept.entrySet().stream()
                .map(v -> new Version(v.getKey(), v.getValue()))
                .toList();
        return new VariableAnswer(
                name,
                value == null,
                value,
                version,
                version == null ? null : kept.get(version),
                versions.isEmpty() ? null : versions);
    }
}
