package com.appaloft.application.runtime;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images of a host in memory, and the tags that name them. */
public final class FakeImages {
    private final Map<String, FakeImage> images = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private int counter;

    /** Puts an image on the host. @return its id */
    public synchronized String add(FakeImage image) {
        String id = "sha256:" + String.format("%064x", ++counter);
        images.put(id, image);
        return id;
    }

    /** The same content again, as after a build of the same input. */
    public synchronized void bring(String imageId, FakeImage image) {
        images.put(imageId, image);
    }

    public synchronized void tag(String imageId, String tag) {
        tags.put(tag, imageId);
    }

    /** As {@code docker rmi --force}: the image and all its tags. */
    public synchronized void remove(String imageId) {
        images.remove(imageId);
        tags.values().removeIf(imageId::equals);
    }

    public synchronized Map<String, String> labels(String imageId) {
        FakeImage image = images.get(imageId);
        return image == null ? Map.of() : image.labels();
    }

    public synchronized Set<String> ids() {
        return Set.copyOf(images.keySet());
    }

    /** @param reference an id or a tag */
    synchronized Optional<String> find(String reference) {
        String id = reference.startsWith("sha256:") ? reference : tags.get(reference);
        return Optional.ofNullable(id).filter(images::containsKey);
    }

    synchronized FakeImage behaviour(String imageId) {
        return images.getOrDefault(imageId, FakeImage.serving());
    }

    synchronized FakeImage require(String imageId) {
        FakeImage image = images.get(imageId);
        if (image == null) {
            throw new BackendFailure(FailureCode.ARTIFACT_LOST, "The server no longer has the image " + imageId + ".");
        }
        return image;
    }

    synchronized void keep(String imageId, String keepTag) {
        require(imageId);
        tags.put(keepTag, imageId);
    }

    /**
     * As an engine does it: a running workload holds its image without a tag, a stopped one holds the last tag of its image.
     *
     * @return whether the tag is gone
     */
    synchronized boolean letGo(String keepTag, Set<String> running, Set<String> stopped) {
        String id = tags.get(keepTag);
        boolean last = id != null && Collections.frequency(tags.values(), id) == 1;
        if (last && !running.contains(id) && stopped.contains(id)) {
            return false;
        }
        tags.remove(keepTag);
        if (last && !running.contains(id)) {
            images.remove(id);
        }
        return true;
    }

    synchronized Observation observed(Artifact artifact) {
        return Observation.ofAll(
                artifact.images().stream().map(this::observedOne).toList());
    }

    private Observation observedOne(Artifact artifact) {
        if (images.containsKey(artifact.imageId())) {
            return Observation.PRESENT;
        }
        return tags.containsKey(artifact.keepTag()) ? Observation.OTHER_CONTENT : Observation.MISSING;
    }
}
