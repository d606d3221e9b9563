package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.BuildSpec;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.domain.compose.ComposeService;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Artifact.ServiceImage;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.source.ResolvedSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the one artifact of a compose source: the image of every service, and the identity of them all with the model. */
@Component
class ComposeMaking {
    private final ImageMaking images;

    ComposeMaking(ImageMaking images) {
        this.images = images;
    }

    /** @param keepTag what the tags of its images begin with */
    Artifact make(Carried attempt, ResolvedSource.Compose source, @Nullable Artifact reuse, String keepTag) {
        var made = new TreeMap<String, ServiceImage>();
        var there = stillThere(attempt, reuse);
        source.model().services().forEach((name, service) -> {
            attempt.operation().throwIfCanceled();
            var known = there.get(name);
            made.put(
                    name,
                    known == null ? ServiceFailure.naming(name, () -> image(attempt, source, name, service)) : known);
        });
        var ids = new HashMap<String, String>();
        made.forEach((name, image) -> ids.put(name, image.imageId()));
        var identity = "sha256:" + ContentIdentity.fingerprint(source.model().canonical(ids));
        var server = attempt.request().serverId();
        return new Artifact(ContentIdentity.artifact(server, identity), server, identity, "", keepTag, made);
    }

    /** A rollback runs what was there or nothing; a retry makes again what is gone. */
    private static Map<String, ServiceImage> stillThere(Carried attempt, @Nullable Artifact reuse) {
        var there = new TreeMap<String, ServiceImage>();
        if (reuse == null) {
            return there;
        }
        reuse.parts().forEach((name, image) -> {
            if (attempt.backend().observe(attempt.server(), image) == Observation.PRESENT) {
                attempt.operation().line("system", name + " uses the image " + image.imageId());
                there.put(name, new ServiceImage(image.imageId(), image.repoDigest()));
            } else if (attempt.request().trigger().candidate() != null) {
                throw new BackendFailure(
                        FailureCode.ARTIFACT_LOST,
                        "The image of the service " + name + " of the candidate is no longer on the server.");
            }
        });
        return there;
    }

    private ServiceImage image(Carried attempt, ResolvedSource.Compose source, String name, ComposeService service) {
        var build = service.build();
        if (build == null) {
            return image(images.pinned(
                    attempt, Objects.requireNonNull(source.images().get(name))));
        }
        attempt.operation().line("system", "builds " + name + " from " + build.dockerfileInSource());
        var labels = new HashMap<>(ImageMaking.labels(attempt));
        labels.put("com.appaloft.service", name);
        var spec = new BuildSpec(
                build.context(), build.dockerfile(), build.args(), build.target(), attempt.fromScratch(), labels);
        return image(images.build(attempt, source.content(), spec));
    }

    private static ServiceImage image(Image image) {
        return new ServiceImage(image.imageId(), image.repoDigest());
    }
}
