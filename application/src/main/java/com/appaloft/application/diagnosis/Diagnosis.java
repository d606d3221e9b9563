package com.appaloft.application.diagnosis;

import com.appaloft.application.diagnosis.Checkup.Question;
import com.appaloft.application.execution.ServingWorkload;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.source.SourceProbes;
import com.appaloft.domain.recovery.RecoveryReason;
import com.appaloft.domain.resource.ProfileRules;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs the checks for real: the server, the source, the profile, the image, the workload and its port. Changes nothing. */
@Component
public class Diagnosis {
    /** After this a check counts as not answering. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    /** Longer than coming to a server may take, so that it is said which step did not work. */
    private static final Duration TO_A_SERVER = Duration.ofSeconds(15);

    private final RuntimeBackends backends;
    private final SourceProbes sources;
    private final Environments environments;
    private final UnitOfWork unitOfWork;
    private final ServingWorkload serving;
    private final ResourceAccess access;
    private final ServerChecks servers;

    Diagnosis(
            RuntimeBackends backends,
            SourceProbes sources,
            Environments environments,
            UnitOfWork unitOfWork,
            ServingWorkload serving,
            ResourceAccess access,
            ServerChecks servers) {
        this.backends = backends;
        this.sources = sources;
        this.environments = environments;
        this.unitOfWork = unitOfWork;
        this.serving = serving;
        this.access = access;
        this.servers = servers;
    }

    /** @param artifact what the attempt in question runs, or what serves; absent where nothing was made */
    public List<Finding> of(Resource resource, Server server, @Nullable Artifact artifact) {
        var all = new ArrayList<>(Checkup.of(List.of(
                new Question("engine-reachable", TO_A_SERVER, () -> server(server)),
                new Question("source-readable", LIMIT, () -> List.of(source(resource, server))),
                new Question("profile", LIMIT, () -> List.of(profile(resource))),
                new Question("image-present", LIMIT, () -> List.of(image(server, artifact))),
                new Question("workload-healthy", LIMIT, () -> List.of(workload(resource))),
                new Question("port-answers", LIMIT, () -> List.of(port(resource))),
                new Question(ResourceAccess.GENERATED, LIMIT, () -> List.of(access.generated(resource, server))))));
        all.addAll(Checkup.of(access.ofDomains(resource, server, all.getLast(), LIMIT)));
        return List.copyOf(all);
    }

    private List<Finding> server(Server server) {
        if (!server.registered()) {
            return List.of(Finding.failed(
                    "engine-reachable", "The server is no longer registered.", "Register it, or move the resource."));
        }
        return servers.of(server).stream().map(Finding::of).toList();
    }

    private Finding source(Resource resource, Server server) {
        var environment = unitOfWork.perform(() -> environments.get(resource.environmentId()));
        var probe = sources.probe(server, resource.profile(), environment);
        return probe.readable()
                ? Finding.passed("source-readable", probe.evidence())
                : Finding.failed("source-readable", probe.evidence(), probe.advice());
    }

    private static Finding profile(Resource resource) {
        var violation = ProfileRules.violation(resource.profile());
        if (violation.isPresent()) {
            return Finding.failed(
                    "profile", violation.get().detail(), RecoveryReason.RESOURCE_PROFILE_INVALID.advice());
        }
        var drift = resource.drift();
        return drift.present()
                ? Finding.failed("profile", drift.summary() + ".", RecoveryReason.RESOURCE_PROFILE_DRIFTED.advice())
                : Finding.passed("profile", "Version " + resource.profile().version() + " can be deployed.");
    }

    private Finding image(Server server, @Nullable Artifact artifact) {
        if (artifact == null) {
            return Finding.skipped("image-present", "No image was made.");
        }
        return switch (backends.of(server).observe(server, artifact)) {
            case PRESENT -> Finding.passed("image-present", artifact.imageId() + " is on the server.");
            case MISSING ->
                Finding.failed(
                        "image-present",
                        missing(server, artifact) + " is not on the server.",
                        RecoveryReason.RUNTIME_ARTIFACT_MISSING.advice());
            case OTHER_CONTENT ->
                Finding.failed(
                        "image-present",
                        "The name of " + artifact.imageId() + " is on the server, with other content.",
                        RecoveryReason.ARTIFACT_DIGEST_MISMATCH.advice());
            case UNKNOWN -> Finding.unknown("image-present", "The server did not say.");
        };
    }

    /** Of several images those that are gone, by their service. */
    private String missing(Server server, Artifact artifact) {
        var gone = artifact.parts().entrySet().stream()
                .filter(part -> backends.of(server).observe(server, part.getValue()) == Observation.MISSING)
                .map(part -> part.getValue().imageId() + " of the service " + part.getKey())
                .toList();
        return gone.isEmpty() ? artifact.imageId() : String.join(", ", gone);
    }

    private Finding workload(Resource resource) {
        var look = serving.health(resource.id());
        if (look.serving() == null) {
            return Finding.skipped("workload-healthy", "Nothing of the resource serves.");
        }
        var answer = look.answer();
        if (answer == null) {
            return Finding.failed(
                    "workload-healthy",
                    "The server shows no running workload of " + look.serving() + ".",
                    "Inspect logs, then redeploy or roll back.");
        }
        return answer.health() == Health.HEALTHY
                ? Finding.passed("workload-healthy", answer.detail())
                : Finding.failed("workload-healthy", answer.detail(), "Inspect logs and health profile.");
    }

    private Finding port(Resource resource) {
        return serving.port(resource.id())
                .map(Diagnosis::port)
                .orElseGet(() -> Finding.skipped("port-answers", "Nothing serves on a port of the server."));
    }

    private static Finding port(HealthAnswer answer) {
        return answer.answered()
                ? Finding.passed("port-answers", answer.detail())
                : Finding.failed(
                        "port-answers",
                        answer.detail(),
                        "See that the process listens on network.internalPort, on all addresses.");
    }
}
