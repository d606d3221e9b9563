package com.appaloft.infrastructure.axon;

import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.compose.ComposeBuild;
import com.appaloft.domain.compose.ComposeModel;
import com.appaloft.domain.compose.ComposeService;
import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.compose.ServiceHealth;
import com.appaloft.domain.compose.ServiceProcess;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.preview.CleanupCause;
import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.ProjectIdentity;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.resource.SourceDeclaration;
import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.retention.RetentionEvent;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.server.SshAccess;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.PreviewId;
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

/** One full example of every event, and the parts they are made of. */
final class EventExamples {
    static final Instant AT = Instant.parse("2026-03-01T10:00:00.120Z");
    static final DeploymentId DEPLOYMENT = new DeploymentId("dep_01");
    static final DeploymentId EARLIER = new DeploymentId("dep_00");
    static final ResourceId RESOURCE = new ResourceId("res_01");
    static final ProjectId PROJECT = new ProjectId("prj_01");
    static final EnvironmentId ENVIRONMENT = new EnvironmentId("env_01");
    static final ServerId SERVER = new ServerId("srv_01");
    static final DestinationId DESTINATION = new DestinationId("dst_01");
    static final SlotId SLOT = SlotId.of(RESOURCE, ENVIRONMENT, SERVER);
    static final PreviewName NAME = new PreviewName(PreviewName.Type.PULL_REQUEST, "42");
    static final HostName DOMAIN = new HostName("shop.example.com");
    static final PreviewId PREVIEW = NAME.of(RESOURCE);
    static final String IMAGE = "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";

    static final RuntimeSpec RUNTIME = new RuntimeSpec(
            RuntimeSpec.Strategy.DOCKERFILE,
            "deploy/Dockerfile",
            List.of("serve", "--port", "8080"),
            256,
            0.5,
            List.of(new RuntimeSpec.Volume("data", "/var/lib/app")),
            "schema-7",
            null);
    static final NetworkSpec NETWORK = new NetworkSpec(8080, NetworkSpec.Exposure.DIRECT_PORT, 18080);
    static final HealthSpec HEALTH = new HealthSpec.Http("/health", 200, 5, 2, 3, 10);
    static final Profile PROFILE = new Profile(2, new Source.LocalFolder("/srv/shop"), RUNTIME, NETWORK, HEALTH);
    static final Profile RELINKED = new Profile(
            3,
            new Source.DockerImage("registry.example/shop:v2"),
            RuntimeSpec.of(RuntimeSpec.Strategy.PREBUILT_IMAGE),
            NetworkSpec.NONE,
            new HealthSpec.Command(List.of("check", "-q"), 5, 2, 3, 10));
    static final SourceSighting SIGHTING = new SourceSighting(
            new ProjectIdentity("shop", "git.example/shop"),
            new SourceDeclaration(
                    new SourceDeclaration.Runtime(
                            RuntimeSpec.Strategy.DOCKERFILE,
                            "deploy/Dockerfile",
                            List.of("serve"),
                            512,
                            1.5,
                            List.of(new RuntimeSpec.Volume("data", "/var/lib/app")),
                            "schema-8",
                            null),
                    new SourceDeclaration.Network(8080, NetworkSpec.Exposure.DIRECT_PORT, 18080),
                    HEALTH));
    static final EnvironmentSnapshot CONFIGURATION =
            new EnvironmentSnapshot(Map.of("MODE", "live", "LEVEL", "info"), Map.of("API_KEY", 3));
    static final Artifact ARTIFACT = new Artifact(
            new ArtifactId("art_01"), SERVER, IMAGE, "registry.example/shop@" + IMAGE, "appaloft/keep:dep_01");
    static final Snapshot SNAPSHOT = new Snapshot(
            new SnapshotId("snap_01"),
            new ResolvedSource.Folder("/srv/shop", IMAGE, 12, 34_567L),
            RUNTIME,
            NETWORK,
            HEALTH,
            CONFIGURATION,
            SERVER,
            DESTINATION,
            2);
    static final Failure FAILURE =
            new Failure(Phase.VERIFY, FailureCode.CONTAINER_EXITED, "The process exited with code 1.", "boom\nexit 1");

    private EventExamples() {}

    /** Everything that a compose model can hold. */
    static ResolvedSource.Compose compose(
            Source.Tree origin, ResolvedSource.Files content, ResolvedSource.Image image) {
        var process = new ServiceProcess(
                List.of("serve", "${TOKEN}"),
                List.of("/bin/tool"),
                Map.of("TOKEN", "${TOKEN:-none}"),
                Map.of("team", "shop"),
                "/app",
                "1000:1000",
                true,
                List.of("/run"),
                "on-failure",
                "SIGINT",
                1_500L,
                64L << 20,
                0.5);
        var web = new ComposeService(
                null,
                new ComposeBuild("web", "Dockerfile", Map.of("V", "1"), "run"),
                process,
                Map.of("db", DependsOn.HEALTHY),
                new ServiceHealth(List.of("CMD", "check"), 1_000L, 2_000L, 3, 4_000L),
                List.of());
        var db = new ComposeService(
                "db:1", null, process, Map.of(), null, List.of(new ComposeService.Mount("data", "/var/lib/db", true)));
        return new ResolvedSource.Compose(
                new Source.Compose(origin, null, "web"),
                "compose.yaml",
                content,
                new ComposeModel("web", Map.of("web", web, "db", db)),
                Map.of("db", image));
    }

    static DeploymentEvent.Requested requested(DeploymentId id, Trigger trigger) {
        return new DeploymentEvent.Requested(
                id,
                RESOURCE,
                PROJECT,
                ENVIRONMENT,
                SERVER,
                DESTINATION,
                SLOT,
                trigger,
                new Intent(PROFILE, CONFIGURATION),
                ARTIFACT,
                AT);
    }

    /** A whole history of each kind comes first where folding needs it. */
    static List<DomainEvent> all() {
        return List.of(
                requested(DEPLOYMENT, new Trigger.Rollback(EARLIER, new DeploymentId("dep_0a"))),
                new DeploymentEvent.SnapshotCaptured(DEPLOYMENT, SNAPSHOT, AT),
                new DeploymentEvent.ArtifactRecorded(DEPLOYMENT, ARTIFACT, AT),
                new DeploymentEvent.PhaseStarted(DEPLOYMENT, Phase.CUT_OVER, AT),
                new DeploymentEvent.PhaseFinished(DEPLOYMENT, Phase.VERIFY, true, 1_234L, AT),
                new DeploymentEvent.CancelRequested(DEPLOYMENT, "asked by the operator", AT),
                new DeploymentEvent.Succeeded(DEPLOYMENT, "http://127.0.0.1:18080", AT),
                new DeploymentEvent.Failed(DEPLOYMENT, FAILURE, AT),
                new DeploymentEvent.Canceled(DEPLOYMENT, "asked by the operator", EARLIER, AT),
                new DeploymentEvent.Interrupted(DEPLOYMENT, "Nothing of it was found on the host.", AT),
                new DeploymentEvent.RolledBack(DEPLOYMENT, FAILURE, EARLIER, AT),
                new RuntimeSlotEvent.Claimed(SLOT, RESOURCE, DEPLOYMENT, AT),
                new RuntimeSlotEvent.Released(SLOT, RESOURCE, DEPLOYMENT, DEPLOYMENT, "schema-7", AT),
                new ResourceEvent.Created(RESOURCE, PROJECT, ENVIRONMENT, SERVER, DESTINATION, "shop", PROFILE, AT),
                new ResourceEvent.ProfileChanged(RESOURCE, PROFILE, AT),
                new ResourceEvent.SourceObserved(RESOURCE, SIGHTING, AT),
                new ResourceEvent.SourceDeclarationAccepted(RESOURCE, SIGHTING, PROFILE, AT),
                new ResourceEvent.SourceRelinked(RESOURCE, PROFILE.source(), RELINKED, AT),
                new EnvironmentEvent.Created(ENVIRONMENT, PROJECT, "production", Environment.Kind.PRODUCTION, AT),
                new EnvironmentEvent.VariableSet(ENVIRONMENT, "MODE", "live", AT),
                new EnvironmentEvent.SecretSet(ENVIRONMENT, "API_KEY", 3, AT),
                new EnvironmentEvent.VariableRemoved(ENVIRONMENT, "MODE", AT),
                new EnvironmentEvent.SecretRemoved(ENVIRONMENT, "API_KEY", AT),
                new EnvironmentEvent.SecretVersionDeleted(ENVIRONMENT, "API_KEY", 3, AT),
                new EnvironmentEvent.Locked(ENVIRONMENT, AT),
                new EnvironmentEvent.Unlocked(ENVIRONMENT, AT),
                new ProjectEvent.Created(PROJECT, "shop", AT),
                new ServerEvent.Registered(SERVER, "local", "docker-local", DESTINATION, AT),
                new ServerEvent.AccessChanged(
                        SERVER, new SshAccess("host.example", 22, "deploy", "SHA256:" + "k".repeat(43), 1), AT),
                new ServerEvent.DomainChanged(SERVER, "apps.example.com", AT),
                new ServerEvent.Deregistered(SERVER, AT),
                new ArtifactEvent.ObservedPresent(new ArtifactId("art_01"), SERVER, IMAGE, AT),
                new ArtifactEvent.ObservedMissing(new ArtifactId("art_01"), SERVER, IMAGE, true, AT),
                new RuntimeSlotEvent.Emptied(SLOT, RESOURCE, AT),
                new PreviewEvent.Created(PREVIEW, RESOURCE, NAME, RELINKED.source(), 3_600, AT),
                new PreviewEvent.Changed(PREVIEW, RESOURCE, RELINKED.source(), 7_200, AT),
                new PreviewEvent.Deployed(PREVIEW, RESOURCE, DEPLOYMENT, AT.plusSeconds(3_600), AT),
                new PreviewEvent.CleanupStarted(PREVIEW, RESOURCE, CleanupCause.EXPIRED, 2, AT),
                new PreviewEvent.StageFinished(PREVIEW, RESOURCE, CleanupStage.STOP_ATTEMPT, "Nothing ran.", AT),
                new PreviewEvent.StageFailed(
                        PREVIEW, RESOURCE, CleanupStage.STOP_WORKLOAD, "The engine does not answer.", AT),
                new PreviewEvent.Cleaned(PREVIEW, RESOURCE, AT),
                new CustomDomainEvent.Added(DOMAIN.id(), RESOURCE, DOMAIN.value(), AT),
                new CustomDomainEvent.Verified(DOMAIN.id(), RESOURCE, "shop.example.com leads to 192.0.2.1.", AT),
                new CustomDomainEvent.Secured(DOMAIN.id(), RESOURCE, "A certificate of CN=R11.", AT),
                new CustomDomainEvent.Lost(
                        DOMAIN.id(), RESOURCE, "Its certificate is not one that browsers believe.", AT),
                new CustomDomainEvent.Removed(DOMAIN.id(), RESOURCE, AT),
                new ArtifactEvent.Pinned(new ArtifactId("art_01"), SERVER, IMAGE, AT),
                new ArtifactEvent.Unpinned(new ArtifactId("art_01"), SERVER, IMAGE, AT),
                new ArtifactEvent.Released(new ArtifactId("art_01"), SERVER, IMAGE, AT),
                new ArtifactEvent.KeptAgain(new ArtifactId("art_01"), SERVER, IMAGE, AT),
                new RuntimeSlotEvent.HistoryReduced(SLOT, RESOURCE, AT),
                new DeploymentEvent.Archived(DEPLOYMENT, AT),
                new RetentionEvent.Pruned(DEPLOYMENT, RESOURCE, 12, AT));
    }
}
