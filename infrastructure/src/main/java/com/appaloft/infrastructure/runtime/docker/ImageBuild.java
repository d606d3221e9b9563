package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.BuildSpec;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.domain.deployment.FailureCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds an image with BuildKit, or with the classic builder where the engine has no BuildKit; a cancel leaves nothing behind. */
final class ImageBuild {
    private static final Logger log = LoggerFactory.getLogger(ImageBuild.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LATE_EXPORT = Duration.ofMillis(300);

    private final Engine engine;
    private final boolean classic;

    ImageBuild(Engine engine, boolean classic) {
        this.engine = engine;
        this.classic = classic;
    }

    /** @param labels all that the image gets */
    Image build(InputStream archive, BuildSpec spec, Map<String, String> labels, Operation operation) {
        operation.throwIfCanceled();
        String buildId = UUID.randomUUID().toString();
        var output = new BuildOutput(operation);
        try (EngineStream answer =
                engine.open(request(buildId, spec, labels).with(context(archive, spec)), operation)) {
            answer.eachMessage(output::message);
            operation.throwIfCanceled();
            return new Image(output.imageId(), "");
        } catch (RuntimeException e) {
            if (operation.canceled()) {
                forget(buildId, labels);
                throw new Operation.Canceled();
            }
            throw failed(output, e);
        }
    }

    boolean buildKit() {
        return EngineErrors.translated(
                FailureCode.BUILD_FAILED,
                () -> !classic && engine.ping().osType().equals("linux"));
    }

    private static InputStream context(InputStream archive, BuildSpec spec) {
        return spec.context().isEmpty() ? archive : new PartOfArchive(archive, spec.context()).stream();
    }

    private EngineRequest request(String buildId, BuildSpec spec, Map<String, String> labels) {
        var query = new LinkedHashMap<String, String>();
        if (buildKit()) {
            query.put("version", "2");
            query.put("buildid", buildId);
        }
        query.put("dockerfile", spec.dockerfile());
        query.put("nocache", spec.withoutCache() ? "1" : "0");
        if (spec.target() != null) {
            query.put("target", spec.target());
        }
        query.put("rm", "1");
        query.put("forcerm", "1");
        try {
            query.put("labels", JSON.writeValueAsString(labels));
            if (!spec.args().isEmpty()) {
                query.put("buildargs", JSON.writeValueAsString(spec.args()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts cannot be written as JSON", e);
        }
        return EngineRequest.post("/build", query);
    }

    private static RuntimeException failed(BuildOutput output, RuntimeException thrown) {
        RuntimeException failure = thrown instanceof DockerException refused && refused.getHttpStatus() == 400
                ? EngineErrors.refused(FailureCode.BUILD_FAILED, EngineErrors.sentence(refused), refused)
                : EngineErrors.failure(FailureCode.BUILD_FAILED, thrown);
        return failure instanceof BackendFailure known && known.evidence() == null ? output.failed(known) : failure;
    }

    /** Closing the stream stops the build; this makes sure, and takes away an image that was finished in that very moment. */
    private void forget(String buildId, Map<String, String> labels) {
        try {
            engine.ask(EngineRequest.post("/build/cancel", Map.of("id", buildId)))
                    .close();
        } catch (RuntimeException e) {
            log.debug("The engine does not know build {} any more", buildId, e);
        }
        if (!labels.containsKey(Labels.DEPLOYMENT)) {
            return;
        }
        try {
            removeImagesWith(labels);
            Thread.sleep(LATE_EXPORT);
            removeImagesWith(labels);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("What a canceled build left on the engine could not be looked for", e);
        }
    }

    private void removeImagesWith(Map<String, String> labels) {
        List<String> filter = new ArrayList<>();
        labels.forEach((name, value) -> filter.add(name + "=" + value));
        for (var image : engine.client()
                .listImagesCmd()
                .withShowAll(true)
                .withFilter("label", filter)
                .exec()) {
            try {
                engine.client().removeImageCmd(image.getId()).exec();
            } catch (NotFoundException e) {
                log.debug("Image {} is gone already", image.getId());
            }
        }
    }
}
