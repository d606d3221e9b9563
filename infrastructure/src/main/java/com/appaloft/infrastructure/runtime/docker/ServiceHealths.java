package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.runtime.HealthSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges several services as one: each must run, no engine's check may say otherwise, and the entry must answer. */
final class ServiceHealths {
    private final HealthProbes probes;

    ServiceHealths(HealthProbes probes) {
        this.probes = probes;
    }

    HealthAnswer ask(Workload workload, List<Member> members, HealthSpec health, Operation operation) {
        for (Member member : members) {
            var wrong = wrong(member);
            if (wrong != null) {
                return wrong;
            }
        }
        String entry = members.getFirst().labels().getOrDefault(Labels.ENTRY, "");
        return members.stream()
                .filter(member -> member.service().equals(entry))
                .findFirst()
                .map(member -> named(entry, probes.ask(alone(workload, member), health, operation)))
                .orElseGet(
                        () -> new HealthAnswer(Health.NOT_YET, "Service " + entry + ": its container is gone.", false));
    }

    private static @Nullable HealthAnswer wrong(Member member) {
        String service = "Service " + member.service() + ": ";
        if (!member.asItShould()) {
            return new HealthAnswer(
                    Health.NOT_YET, service + "it is not running; exit code " + member.exitCode() + ".", false);
        }
        if (member.done()) {
            return null;
        }
        String words = HealthProbes.lastWords(member.state().getHealth());
        return switch (member.health()) {
            case "unhealthy" ->
                new HealthAnswer(Health.UNHEALTHY, service + "its health check says unhealthy" + words, true);
            case "starting" ->
                new HealthAnswer(Health.STARTING, service + "its health check says starting" + words, false);
            default -> null;
        };
    }

    private static Workload alone(Workload workload, Member member) {
        return new Workload(
                member.container(),
                workload.resource(),
                workload.deployment(),
                workload.role(),
                member.imageId(),
                member.running(),
                member.exitCode(),
                member.outOfMemory(),
                member.hostPort());
    }

    private static HealthAnswer named(String service, HealthAnswer answer) {
        return new HealthAnswer(answer.health(), "Service " + service + ": " + answer.detail(), answer.answered());
    }
}
