package com.appaloft.domain.compose;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One service of a compose file; it has an image or is built.
 *
 * @param healthcheck replaces the image's own; absent keeps that
 */
public record ComposeService(
        @Nullable String image,
        @Nullable ComposeBuild build,
        ServiceProcess running,
        Map<String, DependsOn> dependsOn,
        @Nullable ServiceHealth healthcheck,
        List<Mount> mounts) {

    public ComposeService {
        dependsOn = Collections.unmodifiableMap(new TreeMap<>(dependsOn));
        mounts = List.copyOf(mounts);
    }

    /**
     * A named volume of the resource.
     *
     * @param volume its name in the file
     */
    public record Mount(String volume, String path, boolean readOnly) {}
}
