package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sees one workload in several containers and their network, also where only a part of them is left. */
final class ServicesView {
    private ServicesView() {}

    /**
     * What they are together.
     *
     * @param labels of any of them
     */
    static Optional<Workload> of(Map<String, String> labels, List<Member> members) {
        String resource = labels.getOrDefault(Labels.RESOURCE, "");
        String deployment = labels.getOrDefault(Labels.DEPLOYMENT, "");
        Role role = WorkloadView.role(labels.getOrDefault(Labels.ROLE, ""));
        if (role == null
                || !Identifier.isShaped(ResourceId.PREFIX, resource)
                || !Identifier.isShaped(DeploymentId.PREFIX, deployment)) {
            return Optional.empty();
        }
        var id = new DeploymentId(deployment);
        String name = WorkloadNames.container(id, role);
        if (!name.equals(labels.get(Labels.WORKLOAD))) {
            return Optional.empty();
        }
        Member wrong = members.stream().filter(m -> !m.asItShould()).findFirst().orElse(null);
        String missing = missing(labels, members);
        return Optional.of(new Workload(
                name,
                new ResourceId(resource),
                id,
                role,
                labels.getOrDefault(Labels.ARTIFACT, ""),
                wrong == null && missing == null,
                wrong == null ? 0 : wrong.exitCode(),
                wrong != null && wrong.outOfMemory(),
                members.stream()
                        .filter(m -> m.service().equals(labels.get(Labels.ENTRY)))
                        .mapToInt(Member::hostPort)
                        .findFirst()
                        .orElse(0),
                wrong == null ? missing : wrong.service()));
    }

    private static @Nullable String missing(Map<String, String> labels, List<Member> members) {
        var expected =
                new TreeSet<>(List.of(labels.getOrDefault(Labels.SERVICES, "").split(",")));
        members.forEach(member -> expected.remove(member.service()));
        return expected.isEmpty() ? null : expected.getFirst();
    }
}
