package com.appaloft.domain.compose;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a service's image is built.
 *
 * @param context folder of the source, relative, without a slash at its end; empty for all of it
 * @param dockerfile path inside the context
 */
public record ComposeBuild(
        String context,
        String dockerfile,
        Map<String, String> args,
        @Nullable String target) {
    public ComposeBuild {
        args = Collections.unmodifiableMap(new TreeMap<>(args));
    }

    /** Path of the Dockerfile inside the source. */
    public String dockerfileInSource() {
        return context.isEmpty() ? dockerfile : context + "/" + dockerfile;
    }
}
