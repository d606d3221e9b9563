package com.appaloft.domain.difference;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.SourceLink;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.GivenAttempt;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.SecretVersions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MakingsTest {
    @Test
    void nothingDiffersFromItself() {
        var attempt = Makings.of(GivenAttempt.in(Status.SUCCEEDED));
        assertThat(attempt.differences(attempt)).isEmpty();
        assertThat(attempt.fields())
                .containsEntry("source.content", Given.artifact("v1").imageId());
    }

    @Test
    void everythingThatChangedIsNamedWithBeforeAndAfterInOneOrder() {
        var runtime = new RuntimeSpec(
                RuntimeSpec.Strategy.PREBUILT_IMAGE,
                null,
                List.of("serve", "--all files"),
                512,
                0.5,
                List.of(new RuntimeSpec.Volume("data", "/data")),
                null,
                "REGISTRIES");
        var profile = Given.profile()
                .withSource(new Source.DockerImage("registry.local/web:v2"))
                .changed(
                        runtime,
                        new NetworkSpec(8080, NetworkSpec.Exposure.DIRECT_PORT, null),
                        new HealthSpec.Http("/ready", 200, 2, 1, 3, 5));
        var resource = new Resource(
                Given.RESOURCE,
                Given.PROJECT,
                Given.ENVIRONMENT,
                Given.SERVER,
                Given.DESTINATION,
                "web",
                profile,
                SourceLink.FRESH);
        var environment = new Environment(
                Given.ENVIRONMENT,
                Given.PROJECT,
                "production",
                Environment.Kind.PRODUCTION,
                Map.of("COLOR", "red", "REGION", "eu", "ZONE", "a"),
                Map.of("TOKEN", 4),
                SecretVersions.NONE,
                false);
        var differences = Makings.of(GivenAttempt.in(Status.SUCCEEDED)).differences(Makings.of(resource, environment));
        assertThat(differences)
                .containsExactly(
                        new Difference(
                                "source", "docker-image registry.local/web:v1", "docker-image registry.local/web:v2"),
                        new Difference("runtime.command", "serve --all", "serve \"--all files\""),
                        new Difference("runtime.memoryMb", "256", "512"),
                        new Difference("runtime.registrySecret", null, "REGISTRIES"),
                        new Difference("runtime.volumes", null, "data:/data"),
                        new Difference("network.hostPort", "18080", null),
                        new Difference("health.path", "/health", "/ready"),
                        new Difference("variables.COLOR", "blue", "red"),
                        new Difference("variables.ZONE", null, "a"),
                        new Difference("secrets.TOKEN", "version 3", "version 4"));
        assertThat(differences)
                .extracting(d -> d.change().wire())
                .containsExactly(
                        "changed", "changed", "changed", "added", "added", "removed", "changed", "changed", "added",
                        "changed");
    }

    @Test
    void anAttemptWithoutASnapshotIsComparedByWhatWasAskedFor() {
        var asked = Makings.of(GivenAttempt.created());
        assertThat(asked.fields()).containsEntry("source", "docker-image registry.local/web:v1");
        assertThat(asked.differences(Makings.of(GivenAttempt.in(Status.SUCCEEDED))))
                .extracting(Difference::field)
                .contains("variables.COLOR", "secrets.TOKEN")
                .doesNotContain("source.content");
    }
}
