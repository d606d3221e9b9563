package com.appaloft.application.recovery;

import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host showed when it was asked just now.
 *
 * @param reachable whether it answered
 * @param images what was seen, by image id; of an artifact of several images that was missing, each of those too
 */
public record Seen(boolean reachable, Map<String, Observation> images) {
    public static final Seen NOTHING = new Seen(true, Map.of());

    public Seen {
        images = Map.copyOf(images);
    }

    /** The services whose images are gone, of an artifact of several. */
    public List<String> missingServices(Artifact artifact) {
        return artifact.parts().entrySet().stream()
                .filter(part -> of(part.getValue()) == Observation.MISSING)
                .map(Map.Entry::getKey)
                .toList();
    }

    public Observation of(@Nullable Artifact artifact) {
        return artifact == null ? Observation.UNKNOWN : images.getOrDefault(artifact.imageId(), Observation.UNKNOWN);
    }
}
