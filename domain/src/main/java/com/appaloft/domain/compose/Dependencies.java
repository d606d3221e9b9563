package com.appaloft.domain.compose;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** That what services depend on is there, and that it never comes back to where it began. */
final class Dependencies {
    private final Map<String, ComposeService> services;
    private final Refusals refusals;

    Dependencies(Map<String, ComposeService> services, Refusals refusals) {
        this.services = services;
        this.refusals = refusals;
    }

    void check(@Nullable String entry) {
        services.forEach((name, service) -> service.dependsOn().forEach((need, condition) -> {
            var where = "services." + name + ".depends_on." + Refusals.shown(need);
            var other = services.get(need);
            if (other == null) {
                refusals.add(where, "is no service of the file");
            } else if (condition == DependsOn.HEALTHY
                    && other.healthcheck() != null
                    && other.healthcheck().off()) {
                refusals.add(where, "waits for a health check that is switched off");
            } else if (condition == DependsOn.COMPLETED_SUCCESSFULLY && need.equals(entry)) {
                refusals.add(where, "waits for the end of the service that is to serve");
            }
        }));
        var done = new LinkedHashSet<String>();
        new TreeSet<>(services.keySet()).forEach(name -> walk(name, new LinkedHashSet<>(), done));
    }

    private void walk(String name, LinkedHashSet<String> path, Set<String> done) {
        var service = services.get(name);
        if (service == null || done.contains(name)) {
            return;
        }
        if (!path.add(name)) {
            refusals.add(
                    "services." + name + ".depends_on",
                    "comes back to itself: " + String.join(" → ", path) + " → " + name);
            return;
        }
        service.dependsOn().keySet().forEach(need -> walk(need, new LinkedHashSet<>(path), done));
        done.add(name);
    }
}
