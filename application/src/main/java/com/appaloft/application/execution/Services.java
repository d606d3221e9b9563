package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Publish;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.ServiceSpec;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.domain.compose.ComposeModel;
import com.appaloft.domain.compose.StartedService;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fills a compose model in for its start: each service with the image that was made for it and its own environment. */
final class Services {
    private Services() {}

    /** @param environment complete, secrets revealed */
    static ServicesSpec of(
            Carried attempt,
            ComposeModel model,
            Artifact artifact,
            Map<String, String> environment,
            Role role,
            @Nullable Publish publish) {
        var request = attempt.request();
        var images = Objects.requireNonNull(artifact.services(), "a compose artifact has the images of its services");
        return new ServicesSpec(
                request.resourceId(),
                request.deploymentId(),
                request.slotId(),
                role,
                artifact.imageId(),
                model.entry(),
                model.startOrder().stream()
                        .map(name -> service(name, model, images.get(name), environment))
                        .toList(),
                publish);
    }

    private static ServiceSpec service(
            String name, ComposeModel model, Artifact.@Nullable ServiceImage image, Map<String, String> environment) {
        var service = Objects.requireNonNull(model.services().get(name));
        return new ServiceSpec(
                name,
                Objects.requireNonNull(image, "every service of a compose artifact has an image")
                        .imageId(),
                started(name, model, environment),
                service.dependsOn(),
                service.mounts(),
                model.endsByItself(name));
    }

    private static StartedService started(String name, ComposeModel model, Map<String, String> environment) {
        try {
            return StartedService.of(Objects.requireNonNull(model.services().get(name)), environment);
        } catch (IllegalArgumentException gone) {
            throw new BackendFailure(
                    FailureCode.ENVIRONMENT_INCOMPLETE, "The service " + name + " " + gone.getMessage() + ".");
        }
    }
}
