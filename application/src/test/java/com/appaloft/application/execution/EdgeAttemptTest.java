package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.Operation;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.application.runtime.WorkloadSpecs;
import com.appaloft.domain.compose.Trees;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resource that is visited by its name: what served goes on serving until the name leads to the next, and it was proven. */
class EdgeAttemptTest {
    private static final DeploymentId FIRST = Given.attempt("first");
    private static final DeploymentId SECOND = Given.attempt("second");
    private static final String HOST = "web.production.localhost";

    private final World world = new World();
    private final Script script = world.host().script();
    private final AttemptWorker process = world.process();

    @BeforeEach
    void something() {
        world.host().image(Given.profile().source().locator(), FakeImage.serving());
        deploy(FIRST, profile(List.of()));
    }

    @Test
    void theNameLeadsToTheAttempt() {
        assertThat(world.attempts.get(FIRST))
                .isInstanceOfSatisfying(
                        Deployment.Succeeded.class,
                        s -> assertThat(s.accessUrl()).isEqualTo("http://" + HOST));
        assertThat(leads()).isEqualTo(FIRST);
    }

    @Test
    void theNextIsStartedOnceBesideWhatServesWhichIsNeverStopped() {
        var stopped = script.blockNext(Step.STOP);
        deploy(SECOND, profile(List.of()));
        assertThat(stopped.isReached()).isFalse();
        assertThat(leads()).isEqualTo(SECOND);
        assertThat(world.host().workloads(world.server(), Given.SLOT))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(SECOND));
    }

    @Test
    void whatFailsItsHealthCheckNeverHasTheName() {
        world.host().image(Given.profile().source().locator(), FakeImage.exiting(3));
        deploy(SECOND, profile(List.of()));
        assertThat(failure()).isEqualTo(FailureCode.CONTAINER_EXITED);
        assertThat(leads()).isEqualTo(FIRST);
        assertThat(world.running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    @Test
    void aProxyThatDoesNotDoWhatItIsToldPutsTheNameBack() {
        world.proxy.ignoresNext(1);
        deploy(SECOND, profile(List.of()));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.RolledBack.class);
        assertThat(failure()).isEqualTo(FailureCode.ROUTE_NOT_SERVING);
        assertThat(leads()).isEqualTo(FIRST);
        assertThat(world.running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    /** A grace of minutes is no reason to say that the server could not be asked. */
    @Test
    void whatIsPutBackHasTheWholeOfItsGraceToEnd() {
        world.proxy.ignoresNext(1);
        world.host().endsSlowly();
        deploy(SECOND, profile(List.of()));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.RolledBack.class);
        assertThat(world.running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    @Test
    void whatIsPutBackHasTheWholeOfItsGraceToEndThoughOneOfItsServicesHasEnded() {
        world.folder.composed(Trees.tree(
                Map.of("services", Map.of("web", Map.of("image", "web:v1"), "worker", Map.of("image", "worker:v1")))));
        world.host().image("web:v1", FakeImage.serving());
        world.host().image("worker:v1", FakeImage.serving());
        world.proxy.whenNextAskedForAnUpstream(() -> world.host().exits("appaloft-" + SECOND + "-serving", 1));
        world.host().endsSlowly();
        var compose = new Profile(
                1,
                new Source.Compose(new Source.LocalFolder("/srv/shop"), null, "web"),
                RuntimeSpec.of(RuntimeSpec.Strategy.COMPOSE),
                profile(List.of()).network(),
                Given.profile().health());
        deploy(SECOND, compose);
        assertThat(failure()).isEqualTo(FailureCode.ROUTE_NOT_SERVING);
        assertThat(world.host().workloads(world.server(), null))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    /** It may have had visitors; failed is what never had any. */
    @Test
    void whatTheControlPlaneItselfFailsInIsInterruptedAndPutBack() {
        world.proxy.whenNextAskedForAnUpstream(() -> {
            throw new IllegalStateException("the database is away");
        });
        deploy(SECOND, profile(List.of()));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Interrupted.class);
        assertThat(leads()).isEqualTo(FIRST);
        assertThat(world.running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    @Test
    void whatIsUnderWayIsWaitedForBeforeTheOneBeforeGoes() throws Exception {
        var old = world.running().getFirst().name();
        world.proxy.underWay(old, 4);
        var left = world.routes.of(Given.SLOT).orElseThrow().now();
        var removing = script.blockNext(Step.REMOVE);
        var carrying = carriesOn();
        removing.awaitReached();
        assertThat(world.proxy.underWay(world.server(), left)).hasValue(0);
        removing.release();
        carrying.get(20, TimeUnit.SECONDS);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
    }

    @Test
    void whatTakesTooLongIsCutOffAndSaid() {
        world.proxy.underWay(world.running().getFirst().name(), 1_000);
        deploy(SECOND, profile(List.of()));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(world.said).anyMatch(line -> line.contains("took too long"));
    }

    @Test
    void whatIsNotCountedHasAllOfTheTimeToEnd() {
        world.proxy.tellsNoNumbers();
        long started = System.nanoTime();
        deploy(SECOND, profile(List.of()));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(world.said).noneMatch(line -> line.contains("took too long"));
    }

    @Test
    void whatSharesDataNeverRunsTwice() {
        var data = profile(List.of(new RuntimeSpec.Volume("data", "/data")));
        deploy(SECOND, data);
        var third = Given.attempt("third");
        var stopping = script.blockNext(Step.STOP);
        stopping.release();
        deploy(third, data);
        assertThat(stopping.isReached()).isTrue();
        assertThat(leads()).isEqualTo(third);
    }

    @Test
    void whoeverFindsTheAttemptLeftBehindInTheMiddleLeadsTheNameBack() {
        admit(SECOND, profile(List.of()));
        var first = world.proxy.routes(world.server()).getFirst();
        var asking = script.blockNext(Step.ASK);
        var carrying = CompletableFuture.runAsync(() -> process.carry(SECOND), Thread::startVirtualThread);
        asking.awaitReached();
        // it went on to here, and died
        world.routes.keep(new Kept(Given.SERVER, new Route(Given.SLOT, HOST, SECOND, "gone:1"), first));
        world.proxy.apply(world.server(), List.of(new Route(Given.SLOT, HOST, SECOND, "gone:1")));
        world.process().carry(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Interrupted.class);
        assertThat(leads()).isEqualTo(FIRST);
        asking.release();
        assertThat(carrying).succeedsWithin(Duration.ofSeconds(20));
        assertThat(leads()).isEqualTo(FIRST);
    }

    @Test
    void aResourceThatIsNoLongerVisitedByNameHasNone() {
        deploy(SECOND, Given.profile());
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(world.proxy.routes(world.server())).isEmpty();
    }

    @Test
    void aProxyThatForgotIsToldAgainWhenTheServerIsLookedAt() {
        world.proxy.apply(world.server(), List.of());
        world.leftovers().tidy(world.server());
        assertThat(leads()).isEqualTo(FIRST);
    }

    @Test
    void aProxyThatIsNotWellKeepsNothingElseFromBeingTidied() {
        deploy(SECOND, profile(List.of()));
        world.host().script().failNext(Step.REMOVE, FailureCode.UNEXPECTED);
        var third = Given.attempt("third");
        deploy(third, profile(List.of()));
        assertThat(world.host().workloads(world.server(), Given.SLOT)).hasSize(2);
        world.proxy.isAway(true);
        world.leftovers().tidy(world.server());
        assertThat(world.host().workloads(world.server(), Given.SLOT))
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(third));
    }

    /** The attempt that took the name was lost; a proxy that forgot all is told of what serves, not of what was lost. */
    @Test
    void aNameIsLedWhereItBelongsBeforeAProxyThatForgotIsToldAgain() {
        var first = world.routes.of(Given.SLOT).orElseThrow().now();
        var lost = Given.attempt("lost");
        world.routes.keep(new Kept(Given.SERVER, new Route(Given.SLOT, HOST, lost, "gone:1"), first));
        world.proxy.apply(world.server(), List.of());
        world.keeper().keep(world.server());
        assertThat(leads()).isEqualTo(FIRST);
        assertThat(world.proxy.wasToldOf(lost)).isFalse();
    }

    /** It failed its proof, the proxy was told so, and whoever did that has yet to write it down. */
    @Test
    void aNameThatIsBeingLedBackIsLedNowhereElseMeanwhile() {
        var first = world.routes.of(Given.SLOT).orElseThrow().now();
        admit(SECOND, profile(List.of()));
        world.routes.keep(new Kept(Given.SERVER, new Route(Given.SLOT, HOST, SECOND, "gone:1"), first));
        world.proxy.apply(world.server(), List.of(first));
        world.keeper().keep(world.server());
        assertThat(leads()).isEqualTo(FIRST);
        assertThat(world.proxy.wasToldOf(SECOND)).isFalse();
    }

    @Test
    void whatANameStillLeadsToStaysUntilTheProxyCanBeToldAndOneLookMore() {
        var first = world.routes.of(Given.SLOT).orElseThrow().now();
        deploy(SECOND, Given.profile());
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        world.routes.keep(new Kept(Given.SERVER, first, null));
        var left = world.host().image("left", FakeImage.serving());
        world.host().start(world.server(), WorkloadSpecs.trial(left, FIRST).spec(), Operation.quiet());
        world.proxy.isAway(true);
        world.leftovers().tidy(world.server());
        assertThat(world.host().workloads(world.server(), null))
                .anyMatch(w -> w.deployment().equals(FIRST));
        world.proxy.isAway(false);
        world.leftovers().tidy(world.server());
        assertThat(world.proxy.routes(world.server())).isEmpty();
        assertThat(world.host().workloads(world.server(), null))
                .as("who was led there until now is answered to the end")
                .anyMatch(w -> w.deployment().equals(FIRST));
        world.leftovers().tidy(world.server());
        assertThat(world.host().workloads(world.server(), null))
                .noneMatch(w -> w.deployment().equals(FIRST));
    }

    /** Whoever looks at a server has read where names lead; before it comes to one, an attempt may have led it elsewhere. */
    @Test
    void aNameThatSomebodyHasLedElsewhereSinceIsLeftToThem() {
        var seen = world.routes.of(Given.SLOT).orElseThrow().now();
        deploy(SECOND, profile(List.of()));
        world.edge().mendIfStill(world.server(), seen, Optional::empty);
        assertThat(leads()).isEqualTo(SECOND);
        assertThat(world.routes.of(Given.SLOT).orElseThrow().now().attempt()).isEqualTo(SECOND);
    }

    /** The attempt between them was lost while the name led to it; nobody has looked since. */
    @Test
    void aNameIsPutBackToWhatServesAndNotToWhatWasLost() {
        var first = world.routes.of(Given.SLOT).orElseThrow().now();
        var lost = Given.attempt("lost");
        world.routes.keep(new Kept(Given.SERVER, new Route(Given.SLOT, HOST, lost, "gone:1"), first));
        world.proxy.ignoresNext(1);
        deploy(SECOND, profile(List.of()));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.RolledBack.class);
        assertThat(leads()).isEqualTo(FIRST);
    }

    @Test
    void aNameThatCouldNotBeTakenAwayAfterTheSuccessGoesWhenTheServerIsLookedAt() {
        admit(SECOND, Given.profile());
        var removing = script.blockNext(Step.REMOVE);
        var carrying = CompletableFuture.runAsync(() -> process.carry(SECOND), Thread::startVirtualThread);
        removing.awaitReached();
        assertThat(leads())
                .as("before the success is recorded nothing is given up")
                .isEqualTo(FIRST);
        world.proxy.isAway(true);
        removing.release();
        assertThat(carrying).succeedsWithin(Duration.ofSeconds(20));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        world.proxy.isAway(false);
        world.leftovers().tidy(world.server());
        assertThat(world.proxy.routes(world.server())).isEmpty();
        assertThat(world.routes.of(Given.SLOT)).isEmpty();
    }

    @Test
    void whatIsAskedOfAnAttemptThatFailsItsProofIsAnsweredBeforeItGoes() {
        world.proxy.ignoresNext(1);
        world.proxy.underWay("appaloft-" + SECOND + "-serving", 3);
        world.proxy.underWay("appaloft-" + SECOND + "-trial", 3);
        deploy(SECOND, profile(List.of()));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.RolledBack.class);
        var left = world.routes.of(Given.SLOT).orElseThrow().before();
        assertThat(left).isNotNull();
        assertThat(world.proxy.underWay(world.server(), left)).hasValue(0);
    }

    private DeploymentId leads() {
        var routes = world.proxy.routes(world.server());
        assertThat(routes)
                .singleElement()
                .satisfies(route -> assertThat(route.host()).isEqualTo(HOST));
        return routes.getFirst().attempt();
    }

    private FailureCode failure() {
        var failure = world.attempts.get(SECOND).failureOrNull();
        assertThat(failure).isNotNull();
        return failure.code();
    }

    private CompletableFuture<Void> carriesOn() {
        admit(SECOND, profile(List.of()));
        return CompletableFuture.runAsync(() -> process.carry(SECOND), Thread::startVirtualThread);
    }

    private void deploy(DeploymentId id, Profile profile) {
        admit(id, profile);
        process.carry(id);
    }

    private void admit(DeploymentId id, Profile profile) {
        world.admit(id, new Trigger.Create(), new Intent(profile, EnvironmentSnapshot.EMPTY), null);
    }

    private static Profile profile(List<RuntimeSpec.Volume> volumes) {
        var base = Given.profile();
        var runtime = new RuntimeSpec(base.runtime().strategy(), null, List.of(), null, null, volumes, null, null);
        return new Profile(1, base.source(), runtime, new NetworkSpec(8080, Exposure.GENERATED, null), base.health());
    }
}
