package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.domain.deployment.FailureCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DockerClientConfig;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pulls one image; a cancel ends it within moments, also while the registry has not answered yet. */
final class ImagePull {
    private final Engine engine;

    ImagePull(Engine engine) {
        this.engine = engine;
    }

    /** @param tag a tag or a digest */
    void pull(String reference, String repository, String tag, @Nullable RegistryLogin login, Operation operation) {
        operation.line("system", "Pulling " + reference + ".");
        var progress = new PullProgress(operation);
        try (EngineStream answer = engine.open(request(repository, tag, login), operation)) {
            answer.eachMessage(progress::message);
        } catch (DockerException refused) {
            throw EngineErrors.pullRefused(reference, EngineErrors.sentence(refused));
        } catch (RuntimeException e) {
            operation.throwIfCanceled();
            throw EngineErrors.failure(FailureCode.UNEXPECTED, e);
        }
        operation.throwIfCanceled();
        String error = progress.error();
        if (error != null) {
            throw EngineErrors.pullRefused(reference, error);
        }
    }

    /** Lets the engine ask the registry whether it would give the image; transfers nothing of it. */
    void ask(String reference, String repository, String tag, @Nullable RegistryLogin login, Operation operation) {
        var name = repository + (tag.startsWith("sha256:") ? "@" : ":") + tag;
        var request = EngineRequest.get("/distribution/" + name + "/json", Map.of())
                .with("X-Registry-Auth", credentials(repository, login));
        try (EngineStream answer = engine.open(request, operation)) {
            operation.throwIfCanceled();
        } catch (DockerException refused) {
            throw EngineErrors.pullRefused(reference, EngineErrors.sentence(refused));
        } catch (RuntimeException e) {
            operation.throwIfCanceled();
            throw EngineErrors.failure(FailureCode.UNEXPECTED, e);
        }
    }

    private EngineRequest request(String repository, String tag, @Nullable RegistryLogin login) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("fromImage", repository);
        query.put("tag", tag);
        return EngineRequest.post("/images/create", query).with("X-Registry-Auth", credentials(repository, login));
    }

    /** Those the source names; else those the user of this process logged in with ({@code docker login}), for this registry only. */
    private String credentials(String repository, @Nullable RegistryLogin login) {
        AuthConfig auth = login == null
                ? engine.config().effectiveAuthConfig(repository)
                : new AuthConfig().withUsername(login.user()).withPassword(login.password());
        try {
            byte[] json = auth == null
                    ? new byte[] {'{', '}'}
                    : DockerClientConfig.getDefaultObjectMapper().writeValueAsBytes(auth);
            return Base64.getUrlEncoder().encodeToString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("registry credentials cannot be written as JSON", e);
        }
    }
}
