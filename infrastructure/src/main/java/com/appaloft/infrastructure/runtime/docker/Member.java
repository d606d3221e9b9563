package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.domain.compose.DependsOn;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One container of a workload of several services, as the engine shows it.
 *
 * @param turn when in the start it has its turn
 * @param ends whether it is to end by itself
 * @param grace how long it may take to end by itself, in seconds; absent takes the installation's
 */
record Member(
        String container,
        String service,
        int turn,
        boolean ends,
        Map<String, String> labels,
        ContainerState state,
        String imageId,
        int hostPort,
        @Nullable Integer grace) {

    static Member of(InspectContainerResponse container) {
        Map<String, String> labels =
                Objects.requireNonNullElse(container.getConfig().getLabels(), Map.of());
        String name = container.getName().startsWith("/") ? container.getName().substring(1) : container.getName();
        String grace = labels.get(Labels.GRACE);
        return new Member(
                name,
                labels.getOrDefault(Labels.SERVICE, ""),
                Integer.parseInt(labels.getOrDefault(Labels.TURN, "0")),
                Boolean.parseBoolean(labels.get(Labels.ENDS)),
                labels,
                container.getState(),
                container.getImageId(),
                WorkloadView.hostPort(container),
                grace == null ? null : Integer.valueOf(grace));
    }

    boolean running() {
        return WorkloadView.running(state);
    }

    int exitCode() {
        Long code = state.getExitCodeLong();
        return code == null ? 0 : code.intValue();
    }

    boolean outOfMemory() {
        return Boolean.TRUE.equals(state.getOOMKilled());
    }

    /** Ended by itself, as it was to. */
    boolean done() {
        return "exited".equals(state.getStatus()) && exitCode() == 0 && ends;
    }

    boolean asItShould() {
        return running() || done();
    }

    /** The engine's word: {@code starting}, {@code healthy}, {@code unhealthy}, or {@code none} where nobody checks. */
    String health() {
        var health = state.getHealth();
        return health == null
                        || health.getStatus() == null
                        || health.getStatus().isEmpty()
                ? "none"
                : health.getStatus();
    }

    Map<String, DependsOn> needs() {
        var needs = new LinkedHashMap<String, DependsOn>();
        for (var need : labels.getOrDefault(Labels.NEEDS, "").split(",")) {
            int equals = need.indexOf('=');
            for (var condition : DependsOn.values()) {
                if (equals > 0 && condition.wire().equals(need.substring(equals + 1))) {
                    needs.put(need.substring(0, equals), condition);
                }
            }
        }
        return needs;
    }
}
