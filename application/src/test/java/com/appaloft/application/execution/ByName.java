package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Question;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Deploys a resource that is visited by its name, and says where that leads. */
final class ByName {
    static final String HOST = "web.production.localhost";

    private final World world;
    private final AttemptWorker process;

    ByName(World world) {
        this.world = world;
        this.process = world.process();
        world.host().image(Given.profile().source().locator(), FakeImage.serving());
    }

    void deploy(DeploymentId id) {
        deploy(id, profile(List.of()));
    }

    void deploy(DeploymentId id, Profile profile) {
        admit(id, profile);
        carry(id);
    }

    void carry(DeploymentId id) {
        process.carry(id);
    }

    CompletableFuture<Void> carriesOn(DeploymentId id) {
        return carriesOn(id, profile(List.of()));
    }

    CompletableFuture<Void> carriesOn(DeploymentId id, Profile profile) {
        admit(id, profile);
        return CompletableFuture.runAsync(() -> carry(id), Thread::startVirtualThread);
    }

    private void admit(DeploymentId id, Profile profile) {
        world.admit(id, new Trigger.Create(), new Intent(profile, EnvironmentSnapshot.EMPTY), null);
    }

    static Profile keepingData() {
        return profile(List.of(new RuntimeSpec.Volume("data", "/data")));
    }

    static Profile profile(List<RuntimeSpec.Volume> volumes) {
        var base = Given.profile();
        var runtime = new RuntimeSpec(base.runtime().strategy(), null, List.of(), null, null, volumes, null, null);
        return new Profile(1, base.source(), runtime, new NetworkSpec(8080, Exposure.GENERATED, null), base.health());
    }

    void awaitSaid(String words) {
        awaitSaid(words, 1);
    }

    void awaitSaid(String words, int times) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        world.said.stream().filter(line -> line.contains(words)).count() >= times);
    }

    Route route() {
        return world.routes.of(Given.SLOT).orElseThrow().now();
    }

    /** Until visitors wait. */
    void awaitHeld() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> world.proxy.routes(world.server()).stream()
                        .anyMatch(route -> route.upstream().equals(EdgeProxy.NOBODY)));
    }

    DeploymentId leads() {
        var routes = world.proxy.routes(world.server());
        assertThat(routes)
                .singleElement()
                .satisfies(route -> assertThat(route.host()).isEqualTo(HOST));
        return routes.getFirst().attempt();
    }

    /** Whose workload is at the other place of the slot. */
    @Nullable
    DeploymentId offered(Route route) {
        return world.proxy
                .ask(world.server(), route, new Question("/", Duration.ofSeconds(1), true))
                .attempt();
    }
}
