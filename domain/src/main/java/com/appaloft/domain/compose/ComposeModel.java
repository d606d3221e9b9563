package com.appaloft.domain.compose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a compose file says, normalised: the same meaning is the same model, however it was written.
 *
 * @param entry the service that the resource's port, health and exposure are about
 * @param services by name; without cycles in what they depend on
 */
public record ComposeModel(String entry, Map<String, ComposeService> services) {
    public ComposeModel {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
    }

    /** Every service after all that it depends on; by name where that leaves a choice. */
    public List<String> startOrder() {
        var order = new LinkedHashSet<String>();
        services.keySet().forEach(name -> addAfterItsNeeds(name, order, Set.of()));
        return List.copyOf(order);
    }

    private void addAfterItsNeeds(String name, Set<String> order, Set<String> above) {
        var service = services.get(name);
        if (service == null || order.contains(name) || above.contains(name)) {
            return;
        }
        var path = new LinkedHashSet<>(above);
        path.add(name);
        service.dependsOn().keySet().forEach(need -> addAfterItsNeeds(need, order, path));
        order.add(name);
    }

    /** Whether others wait for this one to end well; it is not expected to keep running. */
    public boolean endsByItself(String service) {
        return services.values().stream()
                .anyMatch(other -> other.dependsOn().get(service) == DependsOn.COMPLETED_SUCCESSFULLY);
    }

    /** Whether any of them keeps data in a named volume. */
    public boolean keepsData() {
        return services.values().stream().anyMatch(s -> !s.mounts().isEmpty());
    }

    /**
     * The model and what every service runs as one text; equal texts are equal deployments.
     *
     * @param images name of the service to the id of its image
     */
    public String canonical(Map<String, String> images) {
        var parts = new ArrayList<String>();
        parts.add(entry);
        services.forEach((name, service) -> {
            parts.add(name);
            parts.add(images.getOrDefault(name, ""));
            parts.add(service.running().canonical());
            parts.add(service.dependsOn().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue().wire())
                    .collect(Collectors.joining(",")));
            parts.add(Canonical.of(service.healthcheck()));
            parts.add(Canonical.list(service.mounts().stream()
                    .map(m -> Canonical.list(List.of(m.volume(), m.path(), Boolean.toString(m.readOnly()))))
                    .toList()));
        });
        return Canonical.list(parts);
    }
}
