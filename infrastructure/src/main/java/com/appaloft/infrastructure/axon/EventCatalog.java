package com.appaloft.infrastructure.axon;

import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.domain.workspace.ProjectEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which stored name and version means which class; refuses to start when two classes claim the same. */
final class EventCatalog {
    static final List<Class<?>> EVENTS = List.of(
            DeploymentEvent.class,
            RuntimeSlotEvent.class,
            ResourceEvent.class,
            EnvironmentEvent.class,
            ProjectEvent.class,
            ServerEvent.class,
            ArtifactEvent.class,
            PreviewEvent.class,
            CustomDomainEvent.class,
            RetentionEvent.class);

    /** A name and version as stored, e.g. {@code deployment.requested} version {@code 1}. */
    record Stored(String name, String version) {}

    private final Map<Stored, Class<?>> classes = new HashMap<>();
    private final Map<Class<?>, Stored> names = new HashMap<>();

    /** @param roots sealed types of events, and classes of snapshots */
    EventCatalog(Collection<Class<?>> roots) {
        roots.forEach(this::add);
    }

    private void add(Class<?> type) {
        if (type.isSealed()) {
            for (var permitted : type.getPermittedSubclasses()) {
                add(permitted);
            }
            return;
        }
        var recorded = type.getAnnotation(Recorded.class);
        if (recorded == null) {
            throw new IllegalStateException(type.getName() + " is stored but has no @Recorded name.");
        }
        var stored = new Stored(recorded.as(), Integer.toString(recorded.version()));
        var other = classes.put(stored, type);
        if (other != null && !other.equals(type)) {
            throw new IllegalStateException(
                    type.getName() + " and " + other.getName() + " are both recorded as " + stored + ".");
        }
        names.put(type, stored);
    }

    Optional<Class<?>> classOf(Stored stored) {
        return Optional.ofNullable(classes.get(stored));
    }

    Optional<Stored> storedAs(Class<?> type) {
        return Optional.ofNullable(names.get(type));
    }

    /** Everything in it, by stored name. */
    Map<String, Class<?>> all() {
        var byName = new TreeMap<String, Class<?>>();
        classes.forEach((stored, type) -> byName.put(stored.name() + ".v" + stored.version(), type));
        return Collections.unmodifiableMap(byName);
    }
}
