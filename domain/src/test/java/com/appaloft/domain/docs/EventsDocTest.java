package com.appaloft.domain.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.testing.CheckedIn;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.domain.workspace.ProjectEvent;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists every event that is stored, by its stored name. */
class EventsDocTest {
    private static final List<Class<? extends DomainEvent>> FAMILIES = List.of(
            DeploymentEvent.class,
            RuntimeSlotEvent.class,
            ArtifactEvent.class,
            ResourceEvent.class,
            EnvironmentEvent.class,
            ProjectEvent.class,
            ServerEvent.class,
            PreviewEvent.class,
            CustomDomainEvent.class,
            RetentionEvent.class);

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("deployment.requested", "A new attempt was admitted; what it is to run is frozen with it."),
            Map.entry("deployment.snapshot-captured", "All the attempt is made of was frozen."),
            Map.entry(
                    "deployment.artifact-recorded",
                    "The image it runs was made or found, and is kept by a tag of our own."),
            Map.entry("deployment.phase-started", "A part of its life began."),
            Map.entry("deployment.phase-finished", "A part of its life ended, completed or not."),
            Map.entry("deployment.cancel-requested", "Somebody asked it to stop; from here it can only be canceled."),
            Map.entry("deployment.succeeded", "Its workload is verified and serves."),
            Map.entry("deployment.failed", "It ended before it took traffic; what served before still serves."),
            Map.entry("deployment.canceled", "It was stopped on request, and the host shows nothing of it."),
            Map.entry(
                    "deployment.interrupted", "Whoever carried it was lost, and nobody may claim to know its outcome."),
            Map.entry(
                    "deployment.rolled-back",
                    "It took traffic, failed its proof, and what served before was put back."),
            Map.entry(
                    "resource.source-observed",
                    "The source was read, and says something else of itself than when it was read before."),
            Map.entry(
                    "resource.source-declaration-accepted",
                    "Somebody took over what the source declares; the profile has it now."),
            Map.entry("runtime-slot.claimed", "An attempt got the right to change what runs."),
            Map.entry("runtime-slot.released", "The attempt gave the right back, and this is what serves now."),
            Map.entry("runtime-slot.emptied", "What ran was taken away on purpose; nothing serves any more."),
            Map.entry("artifact.observed-present", "The image was seen on its server, where it was not known to be."),
            Map.entry(
                    "artifact.observed-missing",
                    "The image is no longer on its server, or its tag names other content."),
            Map.entry("resource.created", "A deployable unit was created with the first version of its profile."),
            Map.entry(
                    "resource.profile-changed",
                    "Its runtime, network or health was configured: the next profile version."),
            Map.entry("resource.source-relinked", "It reads another source from the next deployment on."),
            Map.entry("environment.created", "An environment was created in a project."),
            Map.entry("environment.variable-set", "A plain variable got a value."),
            Map.entry("environment.secret-set", "A secret got a new version; its value is never in an event."),
            Map.entry("environment.variable-removed", "A plain variable was taken out of the configuration."),
            Map.entry(
                    "environment.secret-removed",
                    "A secret was taken out of the configuration; its versions stay for what ran with them."),
            Map.entry(
                    "environment.secret-version-deleted",
                    "The value of one version was destroyed; what ran with it can never run again."),
            Map.entry("environment.locked", "No new attempt is admitted any more."),
            Map.entry("environment.unlocked", "New attempts are admitted again."),
            Map.entry("project.created", "A project was created."),
            Map.entry("server.registered", "A deployment target was registered with its own destination."),
            Map.entry("server.deregistered", "A deployment target is no longer used."),
            Map.entry("preview.created", "A preview exists, for the first time or again after it was cleaned up."),
            Map.entry("preview.changed", "Its next deployments read another source, or it lives for another time."),
            Map.entry("preview.deployed", "An attempt of it was admitted; its time to live counts anew."),
            Map.entry("domain.added", "A name that people brought belongs to the resource."),
            Map.entry("domain.verified", "The name was seen to lead to the server; a certificate is asked for."),
            Map.entry("domain.secured", "A certificate was seen for the name; visitors are led to TLS."),
            Map.entry("domain.lost", "No certificate was seen any more; visitors are served in the clear again."),
            Map.entry("domain.removed", "The name leads nowhere any more, and others may have it."),
            Map.entry("preview.cleanup-started", "A round of its cleanup began; nothing is deployed to it meanwhile."),
            Map.entry("preview.cleanup-stage-finished", "A stage of its cleanup is done."),
            Map.entry("preview.cleanup-stage-failed", "A stage failed; those behind it were not begun."),
            Map.entry("preview.cleaned", "Nothing of it is left on its host."),
            Map.entry("server.access-changed", "How it is reached over SSH; the private key itself is in no event."),
            Map.entry("server.domain-changed", "The names made for its resources end in something else."),
            Map.entry("deployment.archived", "It is hidden from the default history; nothing of it was deleted."),
            Map.entry(
                    "deployment.pruned",
                    "Its events were deleted; this tombstone is what its stream begins and ends with."),
            Map.entry(
                    "runtime-slot.history-reduced",
                    "Attempts or artifacts of the slot were taken away; who decided on them decides anew."),
            Map.entry("artifact.pinned", "It is kept whatever the retention policy says."),
            Map.entry("artifact.unpinned", "The retention policy may let go of it again."),
            Map.entry("artifact.released", "Retention let go of it; its tags are taken off the server after this."),
            Map.entry("artifact.kept-again", "An attempt made the same content again and keeps it."));

    @Test
    void theListOfEventsIsUpToDate() {
        CheckedIn.isUpToDate("events.md", document());
    }

    @Test
    void everyStoredEventHasANameOfItsFamilyAVersionAndASentence() {
        var names = events().map(e -> recorded(e).as()).toList();
        assertThat(names).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(SENTENCES.keySet());
        assertThat(names).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*"));
        assertThat(events()).allSatisfy(e -> assertThat(recorded(e).version()).isPositive());
    }

    @Test
    void everyEventSaysWhenItWasDecided() {
        assertThat(events())
                .allSatisfy(e -> assertThat(e.getRecordComponents())
                        .extracting(RecordComponent::getName)
                        .contains("at"));
    }

    private static Stream<Class<?>> events() {
        return FAMILIES.stream().flatMap(EventsDocTest::leaves);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventsDocTest::leaves)
                : Stream.of(type);
    }

    private static Recorded recorded(Class<?> event) {
        var recorded = event.getAnnotation(Recorded.class);
        assertThat(recorded).as(event + " has no stored name").isNotNull();
        return recorded;
    }

    private static String document() {
        var values = new TreeMap<String, Class<?>>();
        var sections = FAMILIES.stream()
                .map(family -> "## " + family.getSimpleName().replace("Event", "") + "\n\n"
                        + leaves(family).map(event -> section(event, values)).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        return HEAD + sections + "\n## Values\n\n" + described(values) + "\n";
    }

    private static String section(Class<?> event, Map<String, Class<?>> values) {
        var recorded = recorded(event);
        return "### `%s` · version %d%n%n%s%n%n%s"
                .formatted(recorded.as(), recorded.version(), SENTENCES.get(recorded.as()), fields(event, values));
    }

    private static String fields(Class<?> record, Map<String, Class<?>> values) {
        return Arrays.stream(record.getRecordComponents())
                .map(c -> "- `%s`: %s%s%n"
                        .formatted(c.getName(), name(c.getGenericType(), values), optional(c.getAnnotatedType())))
                .collect(Collectors.joining());
    }

    private static String optional(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) ? ", may be absent" : "";
    }

    private static String name(Type type, Map<String, Class<?>> values) {
        if (type instanceof ParameterizedType generic) {
            var arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(argument -> name(argument, values))
                    .collect(Collectors.joining(" to "));
            return ((Class<?>) generic.getRawType()).getSimpleName() + " of " + arguments;
        }
        var raw = (Class<?>) type;
        if (Identifier.class.isAssignableFrom(raw)) {
            return raw.getSimpleName() + " (`" + prefix(raw) + "…`)";
        }
        if (raw.getPackageName().startsWith("com.appaloft")) {
            values.put(title(raw), raw);
            return title(raw);
        }
        return raw.getSimpleName();
    }

    private static String prefix(Class<?> id) {
        try {
            return String.valueOf(id.getField("PREFIX").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(id + " has no prefix", e);
        }
    }

    private static String title(Class<?> type) {
        var outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    /** Every value that a field names, and every value that those name. */
    private static String described(TreeMap<String, Class<?>> values) {
        var described = new TreeMap<String, String>();
        var todo = new ArrayDeque<>(values.values());
        while (!todo.isEmpty()) {
            var type = todo.poll();
            if (!described.containsKey(title(type))) {
                var found = new TreeMap<String, Class<?>>();
                described.put(title(type), description(type, found));
                todo.addAll(found.values());
            }
        }
        return String.join("\n", described.values());
    }

    private static String description(Class<?> type, Map<String, Class<?>> found) {
        var head = "### " + title(type) + "\n\n";
        if (type.isEnum()) {
            return head + "One of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(c -> "`" + wire(c) + "`")
                            .collect(Collectors.joining(", "))
                    + ".\n";
        }
        if (type.isSealed()) {
            return head
                    + kinds(type)
                            .distinct()
                            .sorted(Comparator.comparing(Class::getSimpleName))
                            .map(kind -> "- **" + kind.getSimpleName() + "**" + inline(kind, found) + "\n")
                            .collect(Collectors.joining());
        }
        return head + fields(type, found);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventsDocTest::kinds)
                : Stream.of(type);
    }

    private static String inline(Class<?> kind, Map<String, Class<?>> found) {
        var components = Arrays.stream(kind.getRecordComponents())
                .map(c -> "`%s` %s%s"
                        .formatted(c.getName(), name(c.getGenericType(), found), optional(c.getAnnotatedType())))
                .collect(Collectors.joining("; "));
        return components.isEmpty() ? "" : ": " + components;
    }

    private static String wire(Object constant) {
        try {
            return String.valueOf(constant.getClass().getMethod("wire").invoke(constant));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constant + " has no wire word", e);
        }
    }

    private static final String HEAD = """
            # What is recorded

            Generated from the event types by `EventsDocTest`; do not edit. After a change:
            `mvn -pl domain test -Dappaloft.docs.write=true`.

            Names and versions are for ever: a class may move, its stored name may not. A new field may be absent in old events; a
            breaking change is a new version and an upcaster. No event holds a secret's value, only its version. Every event lies in
            the stream of what decided it, named by that thing's id, and is numbered there from 0 without gaps.

            """;
}
