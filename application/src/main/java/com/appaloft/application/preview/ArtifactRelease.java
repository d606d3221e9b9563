package com.appaloft.application.preview;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.runtime.Artifact;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Takes away the tags that kept the preview's images. Each attempt keeps its image by a tag of its own, so an image that another
 * attempt needs keeps that one's tag and stays.
 */
@Component
class ArtifactRelease implements StageWork {
    private final PreviewHost hosts;

    ArtifactRelease(PreviewHost hosts) {
        this.hosts = hosts;
    }

    @Override
    public CleanupStage stage() {
        return CleanupStage.RELEASE_ARTIFACTS;
    }

    @Override
    public String carryOut(Preview.Cleaning preview) {
        var on = hosts.of(preview);
        var tags = tags(preview);
        tags.forEach(tag -> on.backend().letGo(on.server(), tag));
        return tags.isEmpty() ? "It kept no images." : "Let go of " + tags.size() + " kept by it.";
    }

    private List<String> tags(Preview.Cleaning preview) {
        return preview.life().attempts().stream()
                .flatMap(id -> hosts.attempt(preview, id).stream())
                .map(Deployment::attempt)
                .flatMap(attempt -> Stream.ofNullable(attempt.artifact()))
                .map(Artifact::keepTags)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
