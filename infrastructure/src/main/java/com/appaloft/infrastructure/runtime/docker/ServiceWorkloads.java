package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.ServicesSpec;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.RestartPolicy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, finds, stops and removes workloads of several services as one; everything of one carries its name as a label. */
final class ServiceWorkloads {
    private static final Logger log = LoggerFactory.getLogger(ServiceWorkloads.class);

    private final DockerApi api;
    private final ServiceApi services;
    private final ContainerLines lines;
    private final ServiceWait wait;
    private final ServiceStart starting;
    private final InstallationId installation;
    private final EngineSettings settings;

    ServiceWorkloads(
            Engine engine, Networks networks, InstallationId installation, EngineSettings settings, Clock clock) {
        this.api = new DockerApi(engine);
        this.services = new ServiceApi(engine);
        this.lines = new ContainerLines(engine);
        this.wait = new ServiceWait(api, lines, clock);
        this.starting = new ServiceStart(engine, networks, wait, installation, settings);
        this.installation = installation;
        this.settings = settings;
    }

    Workload start(ServicesSpec spec, Operation operation) {
        String name = WorkloadNames.container(spec.deployment(), spec.role());
        operation.throwIfCanceled();
        var begun = EngineErrors.translated(FailureCode.START_FAILED, () -> starting.begun(spec));
        if (begun.isEmpty()) {
            remove(name);
        }
        try {
            starting.run(spec, begun, operation);
            operation.throwIfCanceled();
            return find(name)
                    .orElseThrow(() ->
                            new BackendFailure(FailureCode.START_FAILED, "The containers vanished as they started."));
        } catch (RuntimeException e) {
            // what was begun is gone on with when it is asked again: what is to run once is not run twice
            if (!Workloads.wayBroke(e)) {
                removeQuietly(name);
            }
            throw e;
        }
    }

    /** @param slot all of the installation if absent */
    List<Workload> list(@Nullable SlotId slot) {
        return found(Labels.of(installation, slot));
    }

    Optional<Workload> find(String name) {
        return found(of(name)).stream().findFirst();
    }

    /** By their turns; empty where it is not a workload of several services. */
    List<Member> members(String name) {
        return EngineErrors.translated(FailureCode.UNEXPECTED, () -> members(of(name)));
    }

    private Map<String, String> of(String name) {
        var labels = Labels.ofInstallation(installation);
        labels.put(Labels.WORKLOAD, name);
        return labels;
    }

    private List<Member> members(Map<String, String> labels) {
        var members = new ArrayList<Member>();
        for (Container container : api.list(labels)) {
            if (container.getLabels() != null && container.getLabels().containsKey(Labels.WORKLOAD)) {
                api.inspect(container.getId()).map(Member::of).ifPresent(members::add);
            }
        }
        members.sort(Comparator.comparingInt(Member::turn));
        return members;
    }

    private List<Workload> found(Map<String, String> labels) {
        return EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
            var shown = new LinkedHashMap<String, Map<String, String>>();
            var members = new HashMap<String, List<Member>>();
            for (Network network : services.networks(labels)) {
                if (network.getLabels().containsKey(Labels.WORKLOAD)) {
                    shown.putIfAbsent(network.getLabels().get(Labels.WORKLOAD), network.getLabels());
                }
            }
            for (Member member : members(labels)) {
                String name = member.labels().getOrDefault(Labels.WORKLOAD, "");
                shown.putIfAbsent(name, member.labels());
                members.computeIfAbsent(name, n -> new ArrayList<>()).add(member);
            }
            var workloads = new ArrayList<Workload>();
            shown.forEach((name, seen) ->
                    ServicesView.of(seen, members.getOrDefault(name, List.of())).ifPresent(workloads::add));
            return workloads;
        });
    }

    /** What depends on others goes before them. */
    void stop(String name) {
        for (Member member : members(name).reversed()) {
            EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
                api.stop(member.container(), grace(member));
                return name;
            });
        }
    }

    private int grace(Member member) {
        Integer own = member.grace();
        return own == null ? settings.stopGraceSeconds() : own;
    }

    /** In their turns; what was to end and did is not done again. */
    Workload startAgain(String name) {
        var all = members(name);
        if (all.isEmpty()) {
            throw new BackendFailure(
                    FailureCode.START_FAILED, "The server no longer has the containers of " + name + ".");
        }
        for (Member member : all) {
            if (!member.asItShould()) {
                member.needs()
                        .forEach((need, condition) ->
                                wait.until(WorkloadNames.service(name, need), need, condition, Operation.quiet()));
                EngineErrors.translated(FailureCode.START_FAILED, () -> {
                    api.start(member.container());
                    return name;
                });
            }
        }
        return find(name)
                .orElseThrow(() -> new BackendFailure(
                        FailureCode.START_FAILED, "The containers of " + name + " vanished as they started."));
    }

    void restartsFromNowOn(String name) {
        for (Member member : members(name)) {
            var policy = RestartPolicy.parse(member.labels().getOrDefault(Labels.RESTART, "no"));
            EngineErrors.translated(FailureCode.START_FAILED, () -> {
                api.restarts(member.container(), policy);
                return name;
            });
        }
    }

    /** A serving workload may finish what it is doing; a trial serves nobody. Lasting volumes stay. */
    void remove(String name) {
        EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
            for (Member member : members(of(name)).reversed()) {
                boolean serving =
                        Labels.word(Role.SERVING).equals(member.labels().get(Labels.ROLE));
                if (serving && member.running()) {
                    api.stopPromptly(member.container(), grace(member));
                }
                api.remove(member.container());
            }
            var networks = services.networks(of(name));
            if (!networks.isEmpty()) {
                services.removeVolumes(of(name));
                networks.forEach(network -> services.removeNetwork(network.getId()));
            }
            return name;
        });
    }

    private void removeQuietly(String name) {
        try {
            remove(name);
        } catch (RuntimeException e) {
            log.warn("{} could not be removed after its start failed; it is found again by its label", name, e);
        }
    }

    List<String> lastLines(String name, int wanted) {
        var all = new ArrayList<>(members(name));
        if (all.isEmpty()) {
            return List.of();
        }
        all.sort(Comparator.comparing(Member::asItShould).reversed().thenComparingInt(Member::turn));
        int each = Math.max(1, wanted / all.size());
        var last = new ArrayList<String>();
        for (Member member : all) {
            int most = member.asItShould() ? each : wanted;
            lines.last(member.container(), Math.min(most, wanted))
                    .forEach(line -> last.add(member.service() + " | " + line));
        }
        return List.copyOf(last.subList(Math.max(0, last.size() - Math.max(0, wanted)), last.size()));
    }
}
