package com.appaloft.infrastructure.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.DeploymentHistory;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.resource.SourceDeclaration;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import com.appaloft.projections.json.StoredJson;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored is written to the letter as ever, and everything ever stored is read. A new golden: run with GOLDENS=write. */
class EventContractTest {
    private static final Path GOLDENS = Path.of("src/test/resources/events");
    private static final ObjectMapper JSON = EventJson.mapper();
    private static final EventCatalog CATALOG = new EventCatalog(EventCatalog.EVENTS);
    private final EventSerializer serializer = new EventSerializer(CATALOG, JSON);

    static List<DomainEvent> events() {
        return EventExamples.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventIsWrittenAndReadAsItsGolden(DomainEvent event) throws IOException {
        var golden = golden(event);
        var written = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(event) + "\n";
        if (!Files.exists(golden) && "write".equals(System.getenv("GOLDENS"))) {
            Files.writeString(golden, written);
        }
        assertThat(golden).exists().hasContent(written);
        var stored = serializer.serialize(event, String.class);
        assertThat(JSON.readTree(stored.getData())).isEqualTo(JSON.readTree(Files.readString(golden)));
        Object read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(event);
    }

    @Test
    void everyRecordedEventHasAnExample() {
        assertThat(events().stream().map(Object::getClass))
                .hasSameElementsAs(List.copyOf(CATALOG.all().values()));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyGoldenEverWrittenIsStillReadUnderItsName(Path golden) throws IOException {
        var name = golden.getFileName().toString().replaceFirst("\\.json$", "");
        int dot = name.lastIndexOf(".v");
        Object read = serializer.deserialize(new SimpleSerializedObject<>(
                Files.readString(golden), String.class, name.substring(0, dot), name.substring(dot + 2)));
        assertThat(read)
                .isInstanceOf(DomainEvent.class)
                .isInstanceOf(CATALOG.all().get(name));
    }

    static List<Path> goldens() throws IOException {
        try (var files = Files.list(GOLDENS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void oldGoldensFold(Path golden) throws IOException {
        var name = golden.getFileName().toString().replaceFirst("\\.json$", "");
        if (JSON.readValue(Files.readString(golden), CATALOG.all().get(name)) instanceof DeploymentEvent event) {
            Deployment begun = DeploymentHistory.evolve(
                    null, EventExamples.requested(EventExamples.DEPLOYMENT, new Trigger.Create()));
            assertThat(DeploymentHistory.evolve(begun, event).id()).isEqualTo(EventExamples.DEPLOYMENT);
        } else if (JSON.readValue(Files.readString(golden), CATALOG.all().get(name))
                instanceof RuntimeSlotEvent event) {
            var serving = new RuntimeSlot.Free(EventExamples.EARLIER, Map.of());
            var before = List.of(RuntimeSlot.INITIAL, serving);
            var after = List.of(RuntimeSlot.INITIAL.evolve(event), serving.evolve(event));
            switch (event) {
                case RuntimeSlotEvent.HistoryReduced e -> assertThat(after).isEqualTo(before);
                case RuntimeSlotEvent.Claimed e -> assertThat(after).isNotEqualTo(before);
                case RuntimeSlotEvent.Released e -> assertThat(after).isNotEqualTo(before);
                case RuntimeSlotEvent.Emptied e -> assertThat(after).isNotEqualTo(before);
            }
        }
    }

    @Test
    void everyKindHasItsWord() throws IOException {
        var kinds = Map.of(
                new Trigger.Create(), "create",
                new Trigger.Retry(EventExamples.EARLIER, null), "retry",
                new Trigger.Retry(EventExamples.EARLIER, EventExamples.DEPLOYMENT), "retry",
                new Trigger.Redeploy(null), "redeploy",
                new Trigger.ForceRedeploy(EventExamples.EARLIER), "force-redeploy",
                new Trigger.Rollback(EventExamples.EARLIER, EventExamples.EARLIER), "rollback",
                new HealthSpec.None(), "none",
                new HealthSpec.Image(), "image",
                new ResolvedSource.Image("a:v1", "sha256:1", ""), "image");
        for (var each : kinds.entrySet()) {
            var tree = JSON.valueToTree(each.getKey());
            assertThat(tree.path("kind").asText()).isEqualTo(each.getValue());
            var sealed = each.getKey().getClass().getInterfaces()[0];
            assertThat(JSON.treeToValue(tree, (Class<?>) sealed)).isEqualTo(each.getKey());
        }
    }

    @Test
    void everySourceIsReadAsItWasWritten() throws IOException {
        var git = new Source.GitRepository("https://git.example/a.git", "main", "web", "GIT_TOKEN", null);
        var tree = new ResolvedSource.Git(git, "ab".repeat(20), "sha256:1", 2, 3);
        var server = new ResolvedSource.Image("caddy:2", "sha256:2", "caddy@sha256:3", "REGISTRY");
        var sources = Map.of(
                "git-repository", git,
                "docker-image", new Source.DockerImage("a:v1", "REGISTRY"),
                "local-folder", new Source.LocalFolder("/a"),
                "static-site", new Source.StaticSite("/a", "dist"),
                "compose", new Source.Compose(git, "deploy/compose.yaml", "web"));
        for (var each : sources.entrySet()) {
            assertThat(JSON.valueToTree(each.getValue()).path("kind").asText()).isEqualTo(each.getKey());
            assertThat(JSON.readValue(JSON.writeValueAsString(each.getValue()), Source.class))
                    .isEqualTo(each.getValue());
            assertThat(StoredJson.read(StoredJson.write(each.getValue()), Source.class))
                    .isEqualTo(each.getValue());
        }
        var compose = EventExamples.compose(git, tree, server);
        for (var each : List.of(tree, server, new ResolvedSource.Site(tree, server), compose)) {
            assertThat(JSON.readValue(JSON.writeValueAsString(each), ResolvedSource.class))
                    .isEqualTo(each);
            assertThat(StoredJson.read(StoredJson.write(each), ResolvedSource.class))
                    .isEqualTo(each);
        }
    }

    @Test
    void aRuntimeIsReadAsItWasWrittenAlsoWithWhatCameLater() throws IOException {
        var runtime = new RuntimeSpec(
                RuntimeSpec.Strategy.COMPOSE, null, List.of(), null, null, List.of(), "schema-7", "REGISTRIES");
        var declared = new SourceDeclaration.Runtime(null, null, null, null, null, null, null, "REGISTRIES");
        assertThat(JSON.valueToTree(runtime).path("registrySecret").asText()).isEqualTo("REGISTRIES");
        assertThat(JSON.readValue(JSON.writeValueAsString(runtime), RuntimeSpec.class))
                .isEqualTo(runtime);
        assertThat(StoredJson.read(StoredJson.write(runtime), RuntimeSpec.class))
                .isEqualTo(runtime);
        assertThat(JSON.readValue(JSON.writeValueAsString(declared), SourceDeclaration.Runtime.class))
                .isEqualTo(declared);
    }

    @Test
    void unknownPropertiesAreIgnoredAndUnknownNamesAreNotGuessed() {
        Object read = serializer.deserialize(new SimpleSerializedObject<>(
                "{\"projectId\":\"prj_01\",\"name\":\"shop\",\"at\":\"2026-03-01T10:00:00.120Z\",\"later\":{\"x\":1}}",
                String.class,
                "project.created",
                "1"));
        assertThat(read)
                .isEqualTo(new com.appaloft.domain.workspace.ProjectEvent.Created(
                        EventExamples.PROJECT, "shop", EventExamples.AT));
        Object unknown =
                serializer.deserialize(new SimpleSerializedObject<>("{}", String.class, "project.created", "9"));
        assertThat(unknown).isInstanceOf(UnknownSerializedType.class);
    }

    @Test
    void twoClassesOfOneStoredNameAreRefused() {
        assertThatThrownBy(() -> new EventCatalog(List.of(One.class, Two.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("both recorded as");
    }

    @Recorded(as = "same")
    record One(Instant at) {}

    @Recorded(as = "same")
    record Two(Instant at) {}

    private static Path golden(DomainEvent event) {
        var stored = CATALOG.storedAs(event.getClass()).orElseThrow();
        return GOLDENS.resolve(stored.name() + ".v" + stored.version() + ".json");
    }
}
