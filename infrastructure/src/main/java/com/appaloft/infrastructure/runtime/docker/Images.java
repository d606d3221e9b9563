package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.domain.deployment.FailureCode;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out which image a reference names, and pulls it where that is needed and allowed. */
final class Images {
    private final Engine engine;
    private final ImagePull pull;

    Images(Engine engine) {
        this.engine = engine;
        this.pull = new ImagePull(engine);
    }

    Image resolve(String reference, boolean pullAgain, @Nullable RegistryLogin login, Operation operation) {
        operation.throwIfCanceled();
        return switch (ImageReference.parse(reference)) {
            case ImageReference.ById image -> byId(image.id());
            case ImageReference.ByDigest digest -> byDigest(digest, login, operation);
            case ImageReference.ByTag tag ->
                pullAgain ? pulledAgain(tag, login, operation) : localOrPulled(tag, login, operation);
        };
    }

    /** As {@link #resolve}, but asks the registry for its word only. */
    String locate(String reference, @Nullable RegistryLogin login, Operation operation) {
        operation.throwIfCanceled();
        return switch (ImageReference.parse(reference)) {
            case ImageReference.ById image ->
                onEngine(image.id(), byId(image.id()).imageId());
            case ImageReference.ByDigest digest ->
                locate(digest.text(), digest.repository(), digest.digest(), login, operation);
            case ImageReference.ByTag tag -> locate(tag.text(), tag.repository(), tag.tag(), login, operation);
        };
    }

    private String locate(
            String text, String repository, String tag, @Nullable RegistryLogin login, Operation operation) {
        return inspect(text)
                .map(image -> onEngine(text, Objects.requireNonNull(image.getId())))
                .orElseGet(() -> {
                    pull.ask(text, repository, tag, login, operation);
                    return "The registry has " + text + ".";
                });
    }

    private static String onEngine(String reference, String id) {
        return "The server has " + reference + (reference.equals(id) ? "." : " as " + id + ".");
    }

    private Image byId(String id) {
        return inspect(id)
                .filter(image -> id.equals(image.getId()))
                .map(image -> new Image(id, digests(image).stream().findFirst().orElse("")))
                .orElseThrow(() -> new BackendFailure(
                        FailureCode.IMAGE_NOT_FOUND, "The server has no image with the id " + id + "."));
    }

    private Image byDigest(ImageReference.ByDigest wanted, @Nullable RegistryLogin login, Operation operation) {
        Optional<InspectImageResponse> local = inspect(wanted.text());
        if (local.isEmpty()) {
            pull.pull(wanted.text(), wanted.repository(), wanted.digest(), login, operation);
            local = inspect(wanted.text());
        }
        return local.map(image -> new Image(Objects.requireNonNull(image.getId()), wanted.text()))
                .orElseThrow(() -> notFound(wanted.text()));
    }

    private Image localOrPulled(ImageReference.ByTag wanted, @Nullable RegistryLogin login, Operation operation) {
        Optional<InspectImageResponse> local = inspect(wanted.text());
        if (local.isPresent()) {
            operation.line("system", "The server has " + wanted.text() + ".");
            return image(local.get(), wanted);
        }
        return pulled(wanted, login, operation);
    }

    private Image pulledAgain(ImageReference.ByTag wanted, @Nullable RegistryLogin login, Operation operation) {
        try {
            return pulled(wanted, login, operation);
        } catch (BackendFailure failure) {
            Optional<InspectImageResponse> local = inspect(wanted.text());
            // what was built here and never pushed has no digest: no registry could know better
            if (local.isPresent() && digests(local.get()).isEmpty() && EngineErrors.saysNothingNewer(failure)) {
                operation.line("system", "No registry has " + wanted.text() + "; the server's own build is used.");
                return image(local.get(), wanted);
            }
            throw failure;
        }
    }

    private Image pulled(ImageReference.ByTag wanted, @Nullable RegistryLogin login, Operation operation) {
        pull.pull(wanted.text(), wanted.repository(), wanted.tag(), login, operation);
        return inspect(wanted.text()).map(image -> image(image, wanted)).orElseThrow(() -> notFound(wanted.text()));
    }

    private Optional<InspectImageResponse> inspect(String name) {
        return EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
            try {
                return Optional.of(engine.client().inspectImageCmd(name).exec());
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static Image image(InspectImageResponse found, ImageReference.ByTag wanted) {
        List<String> digests = digests(found);
        String prefix = wanted.repository() + "@";
        return new Image(
                Objects.requireNonNull(found.getId()),
                digests.stream()
                        .filter(d -> d.startsWith(prefix))
                        .findFirst()
                        .or(() -> digests.stream().findFirst())
                        .orElse(""));
    }

    private static List<String> digests(InspectImageResponse image) {
        List<String> digests = image.getRepoDigests();
        return digests == null ? List.of() : digests;
    }

    private static BackendFailure notFound(String reference) {
        return new BackendFailure(FailureCode.IMAGE_NOT_FOUND, "There is no image " + reference + ".");
    }
}
