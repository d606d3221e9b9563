package com.appaloft.domain.testing;

import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.shared.SnapshotId;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.domain.workspace.ProjectEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One shop: a project, an environment, a server and a resource, and what can happen to its attempts. */
public final class Given {
    public static final Instant START = Instant.parse("2026-03-29T00:59:59.123Z");
    public static final ProjectId PROJECT = new ProjectId("prj_shop");
    public static final EnvironmentId ENVIRONMENT = new EnvironmentId("env_production");
    public static final ServerId SERVER = new ServerId("srv_local");
    public static final DestinationId DESTINATION = new DestinationId("dst_local");
    public static final ResourceId RESOURCE = new ResourceId("res_web");
    public static final SlotId SLOT = SlotId.of(RESOURCE, ENVIRONMENT, SERVER);

    private Given() {}

    /** {@code seconds} after the start of time. */
    public static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    public static DeploymentId attempt(String name) {
        return new DeploymentId(DeploymentId.PREFIX + name);
    }

    public static Profile profile() {
        return new Profile(
                1,
                new Source.DockerImage("registry.local/web:v1"),
                RuntimeSpec.of(RuntimeSpec.Strategy.PREBUILT_IMAGE),
                new NetworkSpec(8080, NetworkSpec.Exposure.DIRECT_PORT, 18080),
                new HealthSpec.Http("/health", 200, 2, 1, 3, 5));
    }

    /** Project, environment, server and resource exist. */
    public static List<DomainEvent> workspace() {
        return List.of(
                new ProjectEvent.Created(PROJECT, "shop", at(0)),
                new EnvironmentEvent.Created(ENVIRONMENT, PROJECT, "production", Environment.Kind.PRODUCTION, at(1)),
                new EnvironmentEvent.SecretSet(ENVIRONMENT, "TOKEN", 3, at(1)),
                new ServerEvent.Registered(SERVER, "local", "docker-local", DESTINATION, at(2)),
                new ResourceEvent.Created(
                        RESOURCE, PROJECT, ENVIRONMENT, SERVER, DESTINATION, "web", profile(), at(3)));
    }

    public static Artifact artifact(String content) {
        var imageId = "sha256:" + ContentIdentity.fingerprint(content);
        return new Artifact(ContentIdentity.artifact(SERVER, imageId), SERVER, imageId, "", "appaloft/keep:" + content);
    }

    public static Snapshot snapshot(String content, @Nullable String dataMarker) {
        var profile = profile();
        var runtime = new RuntimeSpec(
                profile.runtime().strategy(), null, List.of("serve", "--all"), 256, 0.5, List.of(), dataMarker, null);
        return new Snapshot(
                new SnapshotId(SnapshotId.PREFIX + content),
                new ResolvedSource.Image(
                        profile.source().locator(), artifact(content).imageId(), ""),
                runtime,
                profile.network(),
                profile.health(),
                new EnvironmentSnapshot(Map.of("REGION", "eu", "COLOR", "blue"), Map.of("TOKEN", 3)),
                SERVER,
                DESTINATION,
                profile.version());
    }

    public static DeploymentEvent.Requested requested(DeploymentId id, Trigger trigger, Instant at) {
        var intent = new Intent(profile(), EnvironmentSnapshot.EMPTY);
        return new DeploymentEvent.Requested(
                id, RESOURCE, PROJECT, ENVIRONMENT, SERVER, DESTINATION, SLOT, trigger, intent, null, at);
    }

    /** An attempt that was admitted, carried out and serves, with its claim and release of the slot; takes ten seconds. */
    public static List<DomainEvent> succeeded(DeploymentId id, String content, Instant at) {
        return List.of(
                new RuntimeSlotEvent.Claimed(SLOT, RESOURCE, id, at),
                requested(id, new Trigger.Create(), at),
                new DeploymentEvent.PhaseStarted(id, Phase.PLAN, at.plusSeconds(1)),
                new DeploymentEvent.SnapshotCaptured(id, snapshot(content, null), at.plusSeconds(2)),
                new DeploymentEvent.PhaseFinished(id, Phase.PLAN, true, 2000, at.plusSeconds(3)),
                new DeploymentEvent.PhaseStarted(id, Phase.EXECUTE, at.plusSeconds(3)),
                new DeploymentEvent.ArtifactRecorded(id, artifact(content), at.plusSeconds(9)),
                new DeploymentEvent.Succeeded(id, "http://127.0.0.1:18080", at.plusSeconds(10)),
                new RuntimeSlotEvent.Released(SLOT, RESOURCE, id, id, null, at.plusSeconds(10)));
    }

    /** An attempt whose workload exited while it was verified; the one before still serves. */
    public static List<DomainEvent> failed(DeploymentId id, @Nullable DeploymentId serving, Instant at) {
        var failure = new Failure(Phase.VERIFY, FailureCode.CONTAINER_EXITED, "It exited with code 1.", "panic\u0000!");
        return List.of(
                new RuntimeSlotEvent.Claimed(SLOT, RESOURCE, id, at),
                requested(id, new Trigger.Redeploy(serving), at),
                new DeploymentEvent.PhaseStarted(id, Phase.VERIFY, at.plusSeconds(1)),
                new DeploymentEvent.Failed(id, failure, at.plusSeconds(2)),
                new RuntimeSlotEvent.Released(SLOT, RESOURCE, id, serving, null, at.plusSeconds(2)));
    }
}
