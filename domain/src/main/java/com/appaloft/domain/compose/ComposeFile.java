package com.appaloft.domain.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a compose file against a short list of what is obeyed, and names everything that is not in one answer. */
public final class ComposeFile {
    /** Looked for in this order where a source names none. */
    public static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

    public static final int MOST_SERVICES = 20;

    private static final Set<String> ROOT = Set.of("services", "volumes", "name", "version");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");

    private final ComposeVariables variables;
    private final Refusals refusals = new Refusals();

    /** What came of reading a file. */
    public sealed interface Reading {
        /** @param notices what is in the file and has no effect here */
        record Accepted(ComposeModel model, List<String> notices) implements Reading {}

        /** @param wrong one part of a sentence each */
        record Refused(List<String> wrong) implements Reading {}
    }

    private ComposeFile(ComposeVariables variables) {
        this.variables = variables;
    }

    /** @param entry the service that the resource names, if it names one */
    public static Reading read(@Nullable ComposeTree root, ComposeVariables variables, @Nullable String entry) {
        return new ComposeFile(variables).read(root, entry);
    }

    private Reading read(@Nullable ComposeTree tree, @Nullable String wanted) {
        var root = ComposeFields.of(tree, "", ROOT, variables, refusals);
        var volumes = volumes(root);
        var fields = root.mapping("services", null);
        var services = new LinkedHashMap<String, ComposeService>();
        var withPorts = new ArrayList<String>();
        for (var name : fields.names()) {
            if (!NAME.matcher(name).matches()) {
                refusals.add(fields.at(name), "is no name of a service: letters, digits and _ . -, up to 63");
                continue;
            }
            var service = fields.mapping(name, ServiceReading.KEYS);
            if (service.has("ports")) {
                withPorts.add(name);
            }
            services.put(name, new ServiceReading(service).read(volumes));
        }
        count(services);
        var entry = entry(services, withPorts, wanted);
        ports(withPorts, entry);
        if (services.size() <= MOST_SERVICES) {
            new Dependencies(services, refusals).check(entry);
        }
        return refusals.none() && entry != null
                ? new Reading.Accepted(new ComposeModel(entry, services), refusals.notices())
                : new Reading.Refused(refusals.all());
    }

    private Set<String> volumes(ComposeFields root) {
        var volumes = root.mapping("volumes", null);
        var names = new LinkedHashSet<String>();
        for (var name : volumes.names()) {
            volumes.mapping(name, Set.of());
            if (!NAME.matcher(name).matches()) {
                refusals.add(volumes.at(name), "is no name of a volume: letters, digits and _ . -, up to 63");
            }
            names.add(name);
        }
        return names;
    }

    private void count(Map<String, ComposeService> services) {
        if (services.isEmpty() && refusals.none()) {
            refusals.add("services", "is missing or empty");
        }
        if (services.size() > MOST_SERVICES) {
            refusals.add("services", "has more than " + MOST_SERVICES + " services");
        }
    }

    private @Nullable String entry(
            Map<String, ComposeService> services, List<String> withPorts, @Nullable String wanted) {
        if (wanted != null) {
            if (!services.containsKey(wanted)) {
                refusals.add(
                        "services",
                        "has no " + Refusals.shown(wanted) + ", which the resource names in source.service");
            }
            return wanted;
        }
        if (services.size() == 1) {
            return services.keySet().iterator().next();
        }
        if (withPorts.size() == 1) {
            return withPorts.getFirst();
        }
        if (!services.isEmpty()) {
            refusals.add(
                    "services",
                    "does not say which of " + String.join(", ", services.keySet())
                            + " the resource's port and health are about; name it in source.service");
        }
        return null;
    }

    /** The resource's network profile says what is published; another service's port would be lost without a word. */
    private void ports(List<String> withPorts, @Nullable String entry) {
        for (var name : withPorts) {
            if (name.equals(entry)) {
                refusals.notice("services." + name
                        + ".ports has no effect: what is published is what the resource's network profile says.");
            } else {
                refusals.key("services." + name + ".ports");
            }
        }
    }
}
