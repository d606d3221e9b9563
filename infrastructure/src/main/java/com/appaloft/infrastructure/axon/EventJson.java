package com.appaloft.infrastructure.axon;

import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The JSON in which events are stored for ever: ids as bare strings, times in UTC milliseconds, enums by their wire word, sealed types
 * told apart by {@code kind}, nothing for what is absent. Separate from HTTP's; its words are never renamed.
 */
final class EventJson {
    private EventJson() {}

    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new EventValues())
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .addMixIn(Source.class, SourceKinds.class)
                .addMixIn(ResolvedSource.class, ResolvedSourceKinds.class)
                .addMixIn(HealthSpec.class, HealthSpecKinds.class)
                .addMixIn(Trigger.class, TriggerKinds.class)
                .addMixIn(RuntimeSlot.class, RuntimeSlotKinds.class)
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = Source.DockerImage.class, name = "docker-image"),
        @Type(value = Source.LocalFolder.class, name = "local-folder"),
        @Type(value = Source.GitRepository.class, name = "git-repository"),
        @Type(value = Source.StaticSite.class, name = "static-site"),
        @Type(value = Source.Compose.class, name = "compose")
    })
    private interface SourceKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = ResolvedSource.Image.class, name = "image"),
        @Type(value = ResolvedSource.Folder.class, name = "folder"),
        @Type(value = ResolvedSource.Git.class, name = "git"),
        @Type(value = ResolvedSource.Site.class, name = "site"),
        @Type(value = ResolvedSource.Compose.class, name = "compose")
    })
    private interface ResolvedSourceKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = HealthSpec.Http.class, name = "http"),
        @Type(value = HealthSpec.Command.class, name = "command"),
        @Type(value = HealthSpec.Image.class, name = "image"),
        @Type(value = HealthSpec.None.class, name = "none")
    })
    private interface HealthSpecKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = Trigger.Create.class, name = "create"),
        @Type(value = Trigger.Retry.class, name = "retry"),
        @Type(value = Trigger.Redeploy.class, name = "redeploy"),
        @Type(value = Trigger.ForceRedeploy.class, name = "force-redeploy"),
        @Type(value = Trigger.Rollback.class, name = "rollback"),
        @Type(value = Trigger.Preview.class, name = "preview")
    })
    private interface TriggerKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = RuntimeSlot.Free.class, name = "free"),
        @Type(value = RuntimeSlot.Taken.class, name = "taken")
    })
    private interface RuntimeSlotKinds {}
}
