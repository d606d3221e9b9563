package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.Operation;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.application.runtime.WorkloadSpecs;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What visitors notice of a cut-over that goes wrong, and that each ends: an attempt is proven before anybody is led to it, and after. */
class EdgeProofTest {
    private static final DeploymentId FIRST = Given.attempt("first");
    private static final DeploymentId SECOND = Given.attempt("second");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final World world = new World();
    private final ByName byName = new ByName(world);
    private final Script script = world.host().script();

    @BeforeEach
    void something() {
        byName.deploy(FIRST);
    }

    @Test
    void whatTheProxyCannotReachNeverHasAVisitorAndIsNoRollback() {
        world.proxy.cannotReach(SECOND);
        byName.deploy(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Failed.class);
        assertThat(failure()).isEqualTo(FailureCode.ROUTE_NOT_SERVING);
        assertThat(world.proxy.wasToldOf(SECOND)).isFalse();
        assertThat(byName.leads()).isEqualTo(FIRST);
        assertThat(world.running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    @Test
    void whatWasOnlyOfferedIsWithdrawn() {
        var first = byName.route();
        world.proxy.cannotReach(SECOND);
        byName.deploy(SECOND);
        assertThat(byName.offered(first)).isEqualTo(FIRST);
    }

    @Test
    void theFirstOfANameIsProvenThoughNothingServesBesideIt() {
        var other = new World();
        other.proxy.cannotReach(FIRST);
        new ByName(other).deploy(FIRST);
        assertThat(other.attempts.get(FIRST)).isInstanceOf(Deployment.Failed.class);
        assertThat(other.proxy.routes(other.server())).isEmpty();
    }

    @Test
    void whoMayTakeLongForAnAnswerHasThatTimeInEveryProof() {
        assertThat(EdgeProof.onceMore(new HealthSpec.None())).isEqualTo(Duration.ofSeconds(5));
        assertThat(EdgeProof.onceMore(new HealthSpec.Http("/", 200, 1, 2, 1, 0)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(EdgeProof.onceMore(new HealthSpec.Http("/", 200, 1, 10, 1, 0)))
                .isGreaterThan(Duration.ofSeconds(10));
    }

    /** Whatever is asked, the proof has so much time and not so many tries. */
    @Test
    void aProofThatIsNeverAnsweredEndsByTheClock() {
        world.proxy.hangs();
        long began = System.nanoTime();
        byName.deploy(SECOND);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(World.PROOF.multipliedBy(3));
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Failed.class);
    }

    @Test
    void whoWaitsForWhatFailedIsLetInBeforeItsDrain() throws Exception {
        world.proxy.ignoresNext(1);
        var carrying = byName.carriesOn(SECOND);
        byName.awaitSaid("the proxy reaches this attempt");
        world.proxy.underWay("appaloft-" + SECOND + "-serving", 1_000);
        world.proxy.underWay("appaloft-" + SECOND + "-trial", 1_000);
        Awaitility.await().atMost(SOON).until(() -> FIRST.equals(byName.offered(byName.route())));
        assertThat(carrying).as("it drains").isNotDone();
        carrying.get(20, TimeUnit.SECONDS);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.RolledBack.class);
    }

    @Test
    void whatEndsWhileTheOneBeforeDrainsIsPutBack() throws Exception {
        world.proxy.underWay(world.running().getFirst().name(), 1_000);
        var carrying = byName.carriesOn(SECOND);
        byName.awaitSaid("answers with this attempt", 2);
        world.running().stream()
                .filter(w -> w.deployment().equals(SECOND))
                .forEach(w -> world.host().exits(w.name(), 1));
        carrying.get(20, TimeUnit.SECONDS);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.RolledBack.class);
        assertThat(byName.leads()).isEqualTo(FIRST);
        assertThat(world.running())
                .singleElement()
                .satisfies(w -> assertThat(w.deployment()).isEqualTo(FIRST));
    }

    /** Its process runs on; only who comes by the name sees that it does not answer. */
    @Test
    void whatIsNotReachedAnyMoreOnceTheOneBeforeHasDrainedIsPutBack() throws Exception {
        world.proxy.underWay(world.running().getFirst().name(), 1_000);
        var carrying = byName.carriesOn(SECOND);
        byName.awaitSaid("answers with this attempt", 2);
        world.proxy.cannotReach(SECOND);
        carrying.get(20, TimeUnit.SECONDS);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.RolledBack.class);
        assertThat(failure()).isEqualTo(FailureCode.ROUTE_NOT_SERVING);
        assertThat(byName.leads()).isEqualTo(FIRST);
    }

    @Test
    void aCancelWhileItDrainsEndsTheAttemptHoweverMuchIsUnderWay() {
        world.proxy.underWay(world.running().getFirst().name(), 1_000);
        var carrying = byName.carriesOn(SECOND);
        byName.awaitSaid("answers with this attempt", 2);
        world.proxy.underWay("appaloft-" + SECOND + "-serving", 1_000);
        world.proxy.underWay("appaloft-" + SECOND + "-trial", 1_000);
        requestCancel(world, SECOND);
        world.stop(SECOND);
        assertThat(carrying).succeedsWithin(SOON);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Canceled.class);
        assertThat(byName.leads()).isEqualTo(FIRST);
    }

    @Test
    void whatCannotBeAskedIsGivenAllOfTheTimeAsWhatIsNotCounted() {
        world.proxy.cannotBeAskedWhatIsUnderWay();
        long began = System.nanoTime();
        byName.deploy(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(World.DRAIN_SECONDS));
    }

    /** It was stopped, so nothing under way can still be answered by it: not a moment is spent on that. */
    @Test
    void whoeverWaitsWhileDataChangesHandsIsLetInAsSoonAsItIsLed() throws Exception {
        var third = Given.attempt("third");
        byName.deploy(SECOND, ByName.keepingData());
        var stopping = script.blockNext(Step.STOP);
        var carrying = byName.carriesOn(third, ByName.keepingData());
        stopping.awaitReached();
        var waiting = world.proxy.visit(world.server(), ByName.HOST);
        assertThat(waiting).isNotDone();
        world.proxy.underWay("appaloft-" + SECOND + "-serving", 1_000);
        stopping.release();
        assertThat(waiting).succeedsWithin(SOON).isEqualTo(200);
        carrying.get(20, TimeUnit.SECONDS);
        assertThat(world.attempts.get(third)).isInstanceOf(Deployment.Succeeded.class);
        assertThat(world.said).noneMatch(line -> line.contains("took too long"));
    }

    @Test
    void whatIsUnderWayIsAnsweredBeforeWhatSharesDataIsStopped() throws Exception {
        var third = Given.attempt("third");
        byName.deploy(SECOND, ByName.keepingData());
        var serving = byName.route();
        world.proxy.underWay(world.running().getFirst().name(), 3);
        var stopping = script.blockNext(Step.STOP);
        var carrying = byName.carriesOn(third, ByName.keepingData());
        stopping.awaitReached();
        assertThat(world.proxy.underWay(world.server(), serving)).hasValue(0);
        stopping.release();
        carrying.get(20, TimeUnit.SECONDS);
        assertThat(byName.leads()).isEqualTo(third);
    }

    @Test
    void whoWaitsIsLetInAgainWhereWhatSharesDataFails() {
        var third = Given.attempt("third");
        byName.deploy(SECOND, ByName.keepingData());
        world.proxy.cannotReach(third);
        var carrying = byName.carriesOn(third, ByName.keepingData());
        Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        world.running().stream().anyMatch(w -> w.deployment().equals(third)));
        var waiting = world.proxy.visit(world.server(), ByName.HOST);
        assertThat(carrying).succeedsWithin(SOON);
        assertThat(world.attempts.get(third)).isInstanceOf(Deployment.RolledBack.class);
        assertThat(byName.leads()).isEqualTo(SECOND);
        assertThat(world.proxy.visit(world.server(), ByName.HOST)).isCompletedWithValue(200);
        assertThat(waiting).isCompletedWithValue(200);
    }

    /** Others deploy, and servers are looked at, all the time. */
    @Test
    void whoeverLooksAtTheServerLeavesVisitorsWaitingWhoAreHeld() throws Exception {
        var third = Given.attempt("third");
        byName.deploy(SECOND, ByName.keepingData());
        var stopping = script.blockNext(Step.STOP);
        var carrying = byName.carriesOn(third, ByName.keepingData());
        stopping.awaitReached();
        var waiting = world.proxy.visit(world.server(), ByName.HOST);
        world.keeper().keep(world.server());
        assertThat(waiting).isNotDone();
        assertThat(world.proxy.visit(world.server(), ByName.HOST)).isNotDone();
        stopping.release();
        carrying.get(20, TimeUnit.SECONDS);
        assertThat(waiting).isCompletedWithValue(200);
    }

    @Test
    void whoIsHeldByAnAttemptThatIsLostIsLedBack() throws Exception {
        var third = Given.attempt("third");
        byName.deploy(SECOND, ByName.keepingData());
        var stopping = script.blockNext(Step.STOP);
        var carrying = byName.carriesOn(third, ByName.keepingData());
        stopping.awaitReached();
        var waiting = world.proxy.visit(world.server(), ByName.HOST);
        world.process().carry(third);
        assertThat(world.attempts.get(third)).isInstanceOf(Deployment.Interrupted.class);
        assertThat(waiting).isCompletedWithValue(200);
        assertThat(byName.leads()).isEqualTo(SECOND);
        stopping.release();
        assertThat(carrying).succeedsWithin(SOON);
        assertThat(byName.leads()).isEqualTo(SECOND);
    }

    @Test
    void aCancelWhileVisitorsAreHeldLeadsThemBack() {
        var third = Given.attempt("third");
        byName.deploy(SECOND, ByName.keepingData());
        world.proxy.underWay(world.running().getFirst().name(), 1_000);
        var carrying = byName.carriesOn(third, ByName.keepingData());
        byName.awaitHeld();
        var waiting = world.proxy.visit(world.server(), ByName.HOST);
        requestCancel(world, third);
        world.stop(third);
        assertThat(carrying).succeedsWithin(SOON);
        assertThat(world.attempts.get(third)).isInstanceOf(Deployment.Canceled.class);
        assertThat(byName.leads()).isEqualTo(SECOND);
        assertThat(waiting).isCompletedWithValue(200);
    }

    /** It waited to be alone with the proxy; meanwhile it was told to stop. */
    @Test
    void whoWasToldToStopWhileItWaitedForTheProxyTakesNoName() {
        var other = new World();
        other.proxy.whenNextAskedForAnUpstream(() -> requestCancel(other, FIRST));
        new ByName(other).deploy(FIRST);
        assertThat(other.attempts.get(FIRST)).isInstanceOf(Deployment.Canceled.class);
        assertThat(other.proxy.wasToldOf(FIRST)).isFalse();
    }

    private static void requestCancel(World world, DeploymentId id) {
        world.attempts.append(
                id,
                DeploymentRules.decide(
                                world.attempts.get(id),
                                new DeploymentCommand.RequestCancel(id.value(), "requested", Given.START))
                        .orThrow());
    }

    /** Whoever lets it go finds the name still led to it. */
    @Test
    void aNameIsLedAwayBeforeWhatEndedIsRemoved() {
        var first = byName.route();
        world.proxy.ignoresNext(1);
        byName.deploy(SECOND);
        assertThat(world.attempts.get(SECOND)).isInstanceOf(Deployment.RolledBack.class);
        var lost = new Route(Given.SLOT, ByName.HOST, SECOND, "appaloft-" + SECOND + "-trial:8080");
        world.routes.keep(new Kept(Given.SERVER, lost, first));
        var image = world.host().image("left", FakeImage.serving());
        world.host().start(world.server(), WorkloadSpecs.trial(image, SECOND).spec(), Operation.quiet());
        world.proxy.isAway(true);
        byName.carry(SECOND);
        assertThat(world.host().workloads(world.server(), null))
                .anyMatch(w -> w.deployment().equals(SECOND));
        assertThat(world.routes.of(Given.SLOT).orElseThrow().now()).isEqualTo(lost);
        world.proxy.isAway(false);
        byName.carry(SECOND);
        assertThat(world.routes.of(Given.SLOT).orElseThrow().now()).isEqualTo(first);
        assertThat(byName.leads()).isEqualTo(FIRST);
    }

    private FailureCode failure() {
        var failure = world.attempts.get(SECOND).failureOrNull();
        assertThat(failure).isNotNull();
        return failure.code();
    }
}
