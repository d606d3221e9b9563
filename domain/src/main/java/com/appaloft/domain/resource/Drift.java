package com.appaloft.domain.resource;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That a source is not, or does not declare, what the profile says, and nobody accepted it (SPEC §3).
 *
 * @param otherProject a sentence without its full stop, where the source belongs to another project than the one linked
 * @param differences one such sentence for each field that differs
 */
public record Drift(@Nullable String otherProject, List<String> differences) {
    static final Drift NONE = new Drift(null, List.of());

    public Drift {
        differences = List.copyOf(differences);
    }

    public boolean present() {
        return otherProject != null || !differences.isEmpty();
    }

    /** What differs, in one line. */
    public String summary() {
        return Stream.concat(Stream.ofNullable(otherProject), differences.stream())
                .collect(Collectors.joining("; "));
    }
}
