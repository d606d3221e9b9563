package com.appaloft.application.runtime;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.application.port.RuntimeBackend.ServiceSpec;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Workloads of several services in memory; their owner keeps threads apart. */
final class FakeServices {
    /** A service that should run and does not. */
    record Ended(String service, int exitCode, boolean outOfMemory) {}

    private final FakeImages images;
    private final Map<String, ServicesSpec> started = new LinkedHashMap<>();

    FakeServices(FakeImages images) {
        this.images = images;
    }

    /** The environment of all services, each name with its service before it. */
    Map<String, String> start(String name, ServicesSpec spec) {
        var environment = new TreeMap<String, String>();
        var images = new LinkedHashMap<String, FakeImage>();
        for (var service : spec.services()) {
            images.put(service.name(), image(service));
            service.dependsOn().forEach((need, condition) -> mustBe(need, condition, images.get(need)));
            service.started()
                    .process()
                    .environment()
                    .forEach((key, value) -> environment.put(service.name() + "." + key, value));
        }
        started.put(name, spec);
        return environment;
    }

    private FakeImage image(ServiceSpec service) {
        try {
            return images.require(service.imageId());
        } catch (BackendFailure lost) {
            throw new BackendFailure(lost.code(), "Service " + service.name() + ": " + lost.sentence());
        }
    }

    private static void mustBe(String need, DependsOn condition, FakeImage image) {
        Integer exitCode = image.exitCode();
        boolean ended = exitCode != null;
        boolean well = condition != DependsOn.COMPLETED_SUCCESSFULLY || ended && exitCode == 0;
        if (!well || ended && condition == DependsOn.HEALTHY) {
            throw failure(FailureCode.CONTAINER_EXITED, need, "exited with code " + exitCode, image);
        }
        if (condition == DependsOn.HEALTHY && image.healthcheck() != Health.HEALTHY) {
            throw failure(FailureCode.HEALTH_TIMEOUT, need, "is not healthy", image);
        }
    }

    private static BackendFailure failure(FailureCode code, String service, String what, FakeImage image) {
        return new BackendFailure(
                code,
                "The service " + service + ", which others depend on, " + what + ".",
                String.join("\n", image.prints()),
                null);
    }

    boolean has(String name) {
        return started.containsKey(name);
    }

    void forget(String name) {
        started.remove(name);
    }

    Optional<Ended> ended(String name) {
        for (var service : services(name)) {
            var image = images.behaviour(service.imageId());
            var exitCode = image.exitCode();
            if (exitCode != null && !(service.endsByItself() && exitCode == 0)) {
                return Optional.of(new Ended(service.name(), exitCode, image.outOfMemory()));
            }
        }
        return Optional.empty();
    }

    List<String> prints(String name) {
        var failed = ended(name).map(Ended::service).orElse("");
        var lines = new ArrayList<String>();
        var last = new ArrayList<String>();
        for (var service : services(name)) {
            images.behaviour(service.imageId()).prints().stream()
                    .map(line -> service.name() + " | " + line)
                    .forEach(service.name().equals(failed) ? last::add : lines::add);
        }
        lines.addAll(last);
        return lines;
    }

    HealthAnswer answer(String name, HealthSpec health) {
        var entry = HealthSpecs.HEALTHY;
        for (var service : services(name)) {
            var image = images.behaviour(service.imageId());
            if (image.healthcheck() != null && image.healthcheck() != Health.HEALTHY) {
                return new HealthAnswer(
                        image.healthcheck(), "Service " + service.name() + ": its health check says so.", true);
            }
            if (service.name().equals(started.get(name).entry())) {
                entry = image.answer(health);
            }
        }
        return entry;
    }

    private List<ServiceSpec> services(String name) {
        var spec = started.get(name);
        return spec == null ? List.of() : spec.services();
    }

    /** What is true where nothing is asked. */
    private static final class HealthSpecs {
        static final HealthAnswer HEALTHY = new HealthAnswer(Health.HEALTHY, "The process is running.", true);
    }
}
