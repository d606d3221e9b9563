package com.appaloft.projections.json;

import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SnapshotId;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Writes domain values so that equal values are equal text, and reads them back as they were. */
public final class StoredJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addMixIn(Source.class, Sources.class)
            .addMixIn(ResolvedSource.class, ResolvedSources.class)
            .addMixIn(HealthSpec.class, HealthSpecs.class)
            .addMixIn(RuntimeSpec.Strategy.class, Wired.class)
            .addMixIn(NetworkSpec.Exposure.class, Wired.class)
            .addMixIn(DependsOn.class, Wired.class)
            .addModule(ids())
            .build();

    private StoredJson() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static @Nullable String writeOrNull(@Nullable Object value) {
        return value == null ? null : write(value);
    }

    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    public static <T> T read(String json, TypeReference<T> type) {
        return MAPPER.readValue(json, type);
    }

    public static <T> @Nullable T readOrNull(@Nullable String json, Class<T> type) {
        return json == null ? null : read(json, type);
    }

    public static Map<String, String> texts(String json) {
        return MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
    }

    public static Map<String, Integer> numbers(String json) {
        return MAPPER.readValue(json, new TypeReference<Map<String, Integer>>() {});
    }

    public static Map<String, Instant> instants(String json) {
        return MAPPER.readValue(json, new TypeReference<Map<String, Instant>>() {});
    }

    private static SimpleModule ids() {
        var module = new SimpleModule("ids");
        id(module, SnapshotId.class, SnapshotId::new);
        id(module, ServerId.class, ServerId::new);
        id(module, DestinationId.class, DestinationId::new);
        id(module, ArtifactId.class, ArtifactId::new);
        return module;
    }

    private static <T extends Identifier> void id(SimpleModule module, Class<T> type, Function<String, T> make) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return make.apply(parser.getString());
            }
        });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = Source.DockerImage.class, name = "docker-image"),
        @Type(value = Source.LocalFolder.class, name = "local-folder"),
        @Type(value = Source.GitRepository.class, name = "git-repository"),
        @Type(value = Source.StaticSite.class, name = "static-site"),
        @Type(value = Source.Compose.class, name = "compose")
    })
    private interface Sources {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = ResolvedSource.Image.class, name = "image"),
        @Type(value = ResolvedSource.Folder.class, name = "folder"),
        @Type(value = ResolvedSource.Git.class, name = "git"),
        @Type(value = ResolvedSource.Site.class, name = "site"),
        @Type(value = ResolvedSource.Compose.class, name = "compose")
    })
    private interface ResolvedSources {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = HealthSpec.Http.class, name = "http"),
        @Type(value = HealthSpec.Command.class, name = "command"),
        @Type(value = HealthSpec.Image.class, name = "image"),
        @Type(value = HealthSpec.None.class, name = "none")
    })
    private interface HealthSpecs {}

    private interface Wired {
        @JsonValue
        String wire();
    }
}
