package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps images alive by a tag of our own, and tells whether they still are there: by identity, never by name. */
final class Artifacts {
    private static final Logger log = LoggerFactory.getLogger(Artifacts.class);

    private final Engine engine;

    Artifacts(Engine engine) {
        this.engine = engine;
    }

    void keep(String imageId, String keepTag) {
        var tag = tag(keepTag);
        EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
            try {
                return engine.client()
                        .tagImageCmd(imageId, tag.repository(), tag.tag())
                        .exec();
            } catch (NotFoundException e) {
                throw new BackendFailure(
                        FailureCode.ARTIFACT_LOST, "The server no longer has the image " + imageId + ".", null, e);
            }
        });
    }

    Optional<String> kept(String keepTag) {
        return EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
            try {
                return Optional.ofNullable(engine.client()
                        .inspectImageCmd(tag(keepTag).text())
                        .exec()
                        .getId());
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    boolean letGo(String keepTag) {
        String name = tag(keepTag).text();
        return EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
            try {
                engine.client().removeImageCmd(name).exec();
                return true;
            } catch (NotFoundException e) {
                return true;
            } catch (ConflictException e) {
                return letGoInUse(name);
            }
        });
    }

    /**
     * The engine refuses to take an image's last tag while a container uses it. A running one holds the image by itself, so the tag
     * may be forced off; for a stopped one the engine would delete the image with the tag, so there the tag stays.
     */
    private boolean letGoInUse(String name) {
        boolean running = !engine.client()
                .listContainersCmd()
                .withAncestorFilter(List.of(name))
                .exec()
                .isEmpty();
        if (running) {
            engine.client().removeImageCmd(name).withForce(true).exec();
        } else {
            log.debug("{} stays: a stopped container still needs its image", name);
        }
        return running;
    }

    Map<String, Long> sizes() {
        List<Image> images = EngineErrors.translated(
                FailureCode.UNEXPECTED,
                () -> engine.client().listImagesCmd().withShowAll(true).exec());
        return images.stream().collect(Collectors.toMap(Image::getId, Image::getSize, (one, same) -> one));
    }

    Observation observe(Artifact artifact) {
        return observeAll(List.of(artifact)).getFirst();
    }

    /** One question for all of them, whatever their number. */
    List<Observation> observeAll(List<Artifact> artifacts) {
        if (artifacts.isEmpty()) {
            return List.of();
        }
        // all, because an untagged image that another was built on is hidden otherwise
        List<Image> images = EngineErrors.translated(
                FailureCode.UNEXPECTED,
                () -> engine.client().listImagesCmd().withShowAll(true).exec());
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>();
        for (Image image : images) {
            ids.add(image.getId());
            if (image.getRepoTags() != null) {
                tags.addAll(List.of(image.getRepoTags()));
            }
        }
        return artifacts.stream()
                .map(a -> Observation.ofAll(
                        a.images().stream().map(i -> observed(i, ids, tags)).toList()))
                .toList();
    }

    private static Observation observed(Artifact artifact, Set<String> ids, Set<String> tags) {
        if (ids.contains(artifact.imageId())) {
            return Observation.PRESENT;
        }
        boolean named = !artifact.keepTag().isEmpty()
                && tags.contains(tag(artifact.keepTag()).text());
        return named ? Observation.OTHER_CONTENT : Observation.MISSING;
    }

    private static ImageReference.ByTag tag(String keepTag) {
        if (ImageReference.parse(keepTag) instanceof ImageReference.ByTag tag) {
            return tag;
        }
        throw new IllegalArgumentException("a keep tag is a name with a tag");
    }
}
