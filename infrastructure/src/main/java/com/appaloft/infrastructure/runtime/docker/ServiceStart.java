package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.ServiceSpec;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Starts the services of one workload in their turns, or goes on with a start of it that was cut off. */
final class ServiceStart {
    private final DockerApi api;
    private final ServiceApi services;
    private final Networks networks;
    private final ServiceWait wait;
    private final InstallationId installation;
    private final EngineSettings settings;

    ServiceStart(
            Engine engine, Networks networks, ServiceWait wait, InstallationId installation, EngineSettings settings) {
        this.api = new DockerApi(engine);
        this.services = new ServiceApi(engine);
        this.networks = networks;
        this.wait = wait;
        this.installation = installation;
        this.settings = settings;
    }

    /**
     * What an earlier start of the very same has left, by service. Empty where it cannot be gone on with: something of it is another
     * one, or what should run has ended. What was to end by itself is not run again, however it ended.
     */
    Map<String, Member> begun(ServicesSpec spec) {
        var begun = new HashMap<String, Member>();
        for (ServiceSpec service : spec.services()) {
            var request = request(spec, service);
            var there = api.inspect(request.name());
            if (there.isEmpty()) {
                continue;
            }
            var member = Member.of(there.get());
            if (!isThe(request, there.get()) || !(waits(member) || member.asItShould() || member.ends())) {
                return Map.of();
            }
            begun.put(service.name(), member);
        }
        return begun;
    }

    private static boolean isThe(ServiceRequest wanted, InspectContainerResponse there) {
        var config = there.getConfig();
        var labels = Objects.requireNonNullElse(config.getLabels(), Map.<String, String>of());
        var environment = config.getEnv() == null ? List.<String>of() : Arrays.asList(config.getEnv());
        var port = wanted.port();
        return wanted.imageId().equals(there.getImageId())
                && labels.entrySet().containsAll(wanted.labels().entrySet())
                && environment.containsAll(wanted.variables())
                && (port == null || port.hostPort() == 0 || port.hostPort() == WorkloadView.hostPort(there));
    }

    private static boolean waits(Member member) {
        return "created".equals(member.state().getStatus());
    }

    void run(ServicesSpec spec, Map<String, Member> begun, Operation operation) {
        String workload = WorkloadNames.container(spec.deployment(), spec.role());
        var labels = Labels.ofServices(installation, spec);
        EngineErrors.translated(FailureCode.START_FAILED, () -> networks.ensure(workload, labels));
        if (!begun.isEmpty()) {
            operation.line("system", "goes on with what was begun before the way to the server broke");
        }
        for (ServiceSpec service : spec.services()) {
            operation.throwIfCanceled();
            if (!begun.containsKey(service.name())) {
                naming(service, () -> services.create(request(spec, service)));
            }
        }
        for (ServiceSpec service : spec.services()) {
            var there = Optional.ofNullable(begun.get(service.name()));
            if (there.isEmpty() || waits(there.get())) {
                inTurn(workload, labels, service, operation);
            }
        }
    }

    private ServiceRequest request(ServicesSpec spec, ServiceSpec service) {
        return ServiceRequest.of(installation, settings.directPortHost(), spec, service);
    }

    private void inTurn(String workload, Map<String, String> labels, ServiceSpec service, Operation operation) {
        service.dependsOn()
                .forEach((need, condition) ->
                        wait.until(WorkloadNames.service(workload, need), need, condition, operation));
        operation.throwIfCanceled();
        operation.line("system", "starts " + service.name());
        String container = WorkloadNames.service(workload, service.name());
        naming(service, () -> {
            networks.on(workload, labels, network -> {
                api.start(container);
                return network;
            });
            var runs = api.inspect(container).map(c -> c.getImageId()).orElse("");
            if (!runs.equals(service.imageId())) {
                throw new BackendFailure(
                        FailureCode.START_FAILED, "The engine started another image than it was asked to.");
            }
        });
    }

    private static void naming(ServiceSpec service, Runnable work) {
        BackendFailure failure;
        try {
            work.run();
            return;
        } catch (NotFoundException e) {
            failure = Workloads.lost(service.imageId(), e);
        } catch (BackendFailure e) {
            failure = e;
        } catch (RuntimeException e) {
            var translated = EngineErrors.failure(FailureCode.START_FAILED, e);
            if (!(translated instanceof BackendFailure known)) {
                throw translated;
            }
            failure = known;
        }
        throw new BackendFailure(
                failure.code(), "Service " + service.name() + ": " + failure.sentence(), failure.evidence(), failure);
    }
}
