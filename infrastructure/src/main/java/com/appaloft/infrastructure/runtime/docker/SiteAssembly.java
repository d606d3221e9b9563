package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Image;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.SiteSpec;
import com.appaloft.application.port.StaticServer;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import java.io.InputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the image of a static site: a container of the server's image that never runs, the files put into it, and the commit of
 * both. Meanwhile the container has the name and labels of the attempt's trial, so that whatever undoes the attempt removes it.
 */
final class SiteAssembly {
    private static final Logger log = LoggerFactory.getLogger(SiteAssembly.class);

    private final Engine engine;
    private final DockerApi api;
    private final InstallationId installation;

    SiteAssembly(Engine engine, InstallationId installation) {
        this.engine = engine;
        this.api = new DockerApi(engine);
        this.installation = installation;
    }

    Image assemble(SiteSpec spec, InputStream archive, Operation operation) {
        operation.throwIfCanceled();
        String name = WorkloadNames.container(spec.deployment(), Role.TRIAL);
        Leftover.remove(api, installation, name, FailureCode.BUILD_FAILED);
        operation.line("system", "puts the files into " + spec.serverImageId());
        try {
            create(name, spec);
            put(name, archive, operation);
            operation.throwIfCanceled();
            String id = engine.client().commitCmd(name).withPause(false).exec();
            return new Image(id, "");
        } catch (NotFoundException e) {
            throw new BackendFailure(
                    FailureCode.IMAGE_NOT_FOUND,
                    "The server no longer has the image " + spec.serverImageId() + " that serves static sites.",
                    EngineErrors.sentence(e),
                    e);
        } catch (RuntimeException e) {
            operation.throwIfCanceled();
            throw EngineErrors.failure(FailureCode.BUILD_FAILED, e);
        } finally {
            removeQuietly(name);
        }
    }

    private void create(String name, SiteSpec spec) {
        // the command as entrypoint: the image's own command would be its arguments, were there none
        engine.client()
                .createContainerCmd(spec.serverImageId())
                .withName(name)
                .withLabels(Labels.ofTrial(installation, spec.resource(), spec.deployment(), spec.slot()))
                .withEntrypoint(spec.command())
                .withExposedPorts(ExposedPort.tcp(spec.port()))
                .withNetworkDisabled(true)
                .exec();
    }

    private void put(String name, InputStream archive, Operation operation) {
        var files = new MovedArchive(archive, StaticServer.ROOT.substring(1));
        var request = EngineRequest.put("/containers/" + name + "/archive", Map.of("path", "/"));
        try (var answer = engine.open(request.with(files.stream()), operation)) {
            operation.line("system", "the files are at " + StaticServer.ROOT);
        }
    }

    private void removeQuietly(String name) {
        try {
            api.remove(name);
        } catch (RuntimeException e) {
            log.warn("Container {} could not be removed after its commit; it is found again by its name", name, e);
        }
    }
}
