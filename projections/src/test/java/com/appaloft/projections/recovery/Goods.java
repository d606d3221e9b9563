package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Failure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.ProjectIdentity;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.SourceDeclaration;
import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.SnapshotId;
import com.appaloft.domain.source.ResolvedSource;
import java.util.List;

/** What an attempt in the shop can be made of, or fail with; the same pick always gives the same. */
final class Goods {
    private Goods() {}

    static Phase phase(int pick) {
        return Phase.values()[pick % Phase.values().length];
    }

    static Failure failure(int pick) {
        var code = FailureCode.values()[pick % FailureCode.values().length];
        return new Failure(phase(pick), code, "It went wrong.", pick % 2 == 0 ? null : "last line");
    }

    static RuntimeSpec runtime(Profile profile, int pick) {
        var volumes = pick % 3 == 0 ? List.of(new RuntimeSpec.Volume("data", "/data")) : List.<RuntimeSpec.Volume>of();
        var marker = pick % 4 == 0 ? null : "schema-" + pick % 4;
        var cpus = pick % 2 == 0 ? null : pick / 7.0;
        var opener = pick % 5 == 0 ? "REGISTRIES" : null;
        return new RuntimeSpec(
                profile.runtime().strategy(), null, List.of("run"), 6 + pick, cpus, volumes, marker, opener);
    }

    /** What a source can say of itself: sometimes nothing, sometimes that it is another project. */
    static SourceSighting sighting(int pick) {
        var name = pick % 5 == 0 ? null : "shop-" + pick % 3;
        var marker = pick % 4 == 0 ? null : "schema-" + pick % 4;
        var runtime =
                new SourceDeclaration.Runtime(null, null, null, pick % 7 == 0 ? 2 : null, null, null, marker, null);
        return new SourceSighting(
                new ProjectIdentity(name, null),
                new SourceDeclaration(runtime, SourceDeclaration.NOTHING.network(), null));
    }

    static Snapshot snapshot(DeploymentEvent.Requested request, int pick) {
        var profile = request.intent().profile();
        var source = profile.source().locator();
        var resolved = switch (pick % 3) {
            case 0 -> new ResolvedSource.Folder(source, "sha256:folder" + pick, pick, 1L << 40);
            case 1 -> new ResolvedSource.Image(source, "sha256:" + pick, "web@sha256:" + pick);
            default -> new ResolvedSource.Image(source, "sha256:" + pick, "");
        };
        return new Snapshot(
                new SnapshotId(SnapshotId.PREFIX + request.deploymentId().value()),
                resolved,
                profile.runtime(),
                profile.network(),
                pick % 5 == 0 ? new HealthSpec.Command(List.of("true"), 1, 1, 1, 1) : profile.health(),
                new EnvironmentSnapshot(
                        request.intent().environment().variables(),
                        request.intent().environment().secrets()),
                request.serverId(),
                request.destinationId(),
                profile.version());
    }

    static Artifact artifact(Resource resource, int pick) {
        var imageId = "sha256:" + ContentIdentity.fingerprint("content" + pick % 4);
        var id = ContentIdentity.artifact(resource.serverId(), imageId);
        return new Artifact(id, resource.serverId(), imageId, pick % 2 == 0 ? "" : "web@" + imageId, "keep:" + pick);
    }
}
