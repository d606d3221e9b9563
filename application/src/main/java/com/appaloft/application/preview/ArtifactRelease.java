package com.appaloft.application.preview;

import com.appaloft.application.retention.KeptImages;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes away the tags that kept the preview's images; what is pinned, or needed by an attempt that is not the preview's, stays. */
@Component
class ArtifactRelease implements StageWork {
    private final PreviewHost hosts;
    private final KeptImages images;

    ArtifactRelease(PreviewHost hosts, KeptImages images) {
        this.hosts = hosts;
        this.images = images;
    }

    @Override
    public CleanupStage stage() {
        return CleanupStage.RELEASE_ARTIFACTS;
    }

    @Override
    public String carryOut(Preview.Cleaning preview) {
        return hosts.of(preview).map(on -> letGo(on, tags(preview))).orElse(PreviewHost.NO_LONGER_OURS);
    }

    private String letGo(PreviewHost.On on, List<String> tags) {
        tags.forEach(tag -> {
            if (!images.letGo(on.backend(), on.server(), tag)) {
                throw new NotDone("A stopped workload still needs the image " + tag + ".");
            }
        });
        var stayed = tags.stream()
                .filter(tag -> on.backend().kept(on.server(), tag).isPresent())
                .toList();
        var gone = tags.size() - stayed.size();
        var said = gone == 0 ? "It kept no images." : "Let go of " + gone + " kept by it.";
        return stayed.isEmpty() ? said : said + " Pinned, and therefore kept: " + String.join(", ", stayed) + ".";
    }

    private List<String> tags(Preview.Cleaning preview) {
        return preview.life().attempts().stream()
                .flatMap(id -> hosts.attempt(preview, id).stream())
                .map(Deployment::attempt)
                .flatMap(attempt -> attempt.keepTags().stream())
                .distinct()
                .toList();
    }
}
