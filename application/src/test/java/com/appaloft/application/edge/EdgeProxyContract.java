package com.appaloft.application.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Question;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeProxy.Way;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every proxy at the edge promises. */
public abstract class EdgeProxyContract {
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(3);

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final List<Workload> started = new ArrayList<>();

    protected abstract EdgeUnderTest edge();

    @BeforeEach
    void bootstrap() {
        edge().proxy().bootstrap(edge().server(), Operation.quiet());
    }

    @AfterEach
    void clear() {
        apply(List.of());
        started.forEach(edge()::remove);
    }

    @Test
    void aProxyThatRunsSaysSoAndStartingItAgainChangesNothing() {
        var route = route("one");
        apply(List.of(route));
        edge().proxy().bootstrap(edge().server(), Operation.quiet());
        var status = edge().proxy().status(edge().server());
        assertThat(status.ready()).as("%s", status).isTrue();
        assertThat(status.version()).matches("2\\..*");
        assertThat(does(route)).isTrue();
    }

    @Test
    void aNameLeadsToTheAttemptAndOthersNowhere() {
        var route = route("one");
        apply(List.of(route));
        assertThat(ask(route)).isEqualTo(new Answer(200, route.attempt()));
        var nobody = new Route(route.slot(), "nobody.localhost", route.attempt(), route.upstream());
        assertThat(ask(nobody)).isEqualTo(new Answer(404, null));
    }

    @Test
    void aSwitchLeadsToTheOtherAttemptAndTheFirstIsNoLongerSaid() {
        var one = route("one");
        var two = route("two");
        var before = new Route(one.slot(), "shop.localhost", one.attempt(), one.upstream());
        var after = new Route(one.slot(), "shop.localhost", two.attempt(), two.upstream());
        apply(List.of(before));
        edge().proxy().apply(edge().server(), List.of(after));
        assertThat(ask(after)).isEqualTo(new Answer(200, two.attempt()));
        assertThat(ask(before).attempt()).isNull();
        assertThat(does(after)).isTrue();
        assertThat(does(before)).isFalse();
        assertThat(edge().proxy().underWay(edge().server(), before)).hasValue(0);
    }

    @Test
    void aSwitchThatIsSettledCanBeTakenBack() {
        var one = route("one");
        var two = route("two");
        var before = new Route(one.slot(), "shop.localhost", one.attempt(), one.upstream());
        var after = new Route(one.slot(), "shop.localhost", two.attempt(), two.upstream());
        apply(List.of(before));
        edge().proxy().settle(edge().server(), before);
        for (var next : List.of(after, before, after)) {
            apply(List.of(next));
            edge().proxy().settle(edge().server(), next);
            assertThat(ask(next)).isEqualTo(new Answer(200, next.attempt()));
            assertThat(does(next)).isTrue();
        }
    }

    @Test
    void whatIsOfferedIsReachedByWhoProvesItAndVisitorsGoOnToWhatServes() {
        var one = route("one");
        var two = route("two");
        var before = new Route(one.slot(), "shop.localhost", one.attempt(), one.upstream());
        var after = new Route(one.slot(), "shop.localhost", two.attempt(), two.upstream());
        apply(List.of(before));
        edge().proxy().offer(edge().server(), after);
        assertThat(askOffered(after)).isEqualTo(new Answer(200, two.attempt()));
        assertThat(ask(before)).isEqualTo(new Answer(200, one.attempt()));
        assertThat(does(before)).isTrue();
        apply(List.of(after));
        assertThat(ask(after)).isEqualTo(new Answer(200, two.attempt()));
        assertThat(askOffered(before))
                .as("until it is settled it can be led back")
                .isEqualTo(new Answer(200, one.attempt()));
    }

    @Test
    void anOfferThatNobodyAnswersDisturbsNobodyAndIsWithdrawn() {
        var one = route("one");
        var attempt = new DeploymentId(DeploymentId.PREFIX + run + "unreached");
        var unreached = new Route(one.slot(), one.host(), attempt, EdgeProxy.NOBODY);
        apply(List.of(one));
        edge().proxy().offer(edge().server(), unreached);
        assertThat(askOffered(unreached).attempt()).isNull();
        assertThat(ask(one)).isEqualTo(new Answer(200, one.attempt()));
        assertThat(edge().visit(one.host())).succeedsWithin(SOON).isEqualTo(200);
        edge().proxy().settle(edge().server(), one);
        assertThat(askOffered(one)).isEqualTo(new Answer(200, one.attempt()));
    }

    @Test
    void whoWaitsWhereTheNameLedBeforeIsLetInWhenItIsSettled() {
        var one = route("one");
        var attempt = new DeploymentId(DeploymentId.PREFIX + run + "unreached");
        apply(List.of(new Route(one.slot(), one.host(), attempt, EdgeProxy.NOBODY)));
        var waiting = edge().visit(one.host());
        assertWaits(waiting);
        apply(List.of(one));
        assertWaits(waiting);
        edge().proxy().settle(edge().server(), one);
        assertThat(waiting).succeedsWithin(SOON).isEqualTo(200);
    }

    @Test
    void whoComesWhileASlotIsHeldWaitsAndIsLetInWhereItIsLedThen() {
        var one = route("one");
        var two = route("two");
        var after = new Route(one.slot(), one.host(), two.attempt(), two.upstream());
        var held = new Route(one.slot(), one.host(), one.attempt(), EdgeProxy.NOBODY);
        apply(List.of(one));
        apply(List.of(held));
        assertThat(does(one)).isFalse();
        var waiting = edge().visit(one.host());
        assertWaits(waiting);
        edge().proxy().offer(edge().server(), after);
        assertThat(askOffered(after)).isEqualTo(new Answer(200, two.attempt()));
        assertWaits(waiting);
        apply(List.of(after));
        edge().proxy().settle(edge().server(), after);
        assertThat(waiting).succeedsWithin(SOON).isEqualTo(200);
    }

    @Test
    void whatIsHeldIsSettledWhereItLedIfThatIsWanted() {
        var one = route("one");
        var held = new Route(one.slot(), one.host(), one.attempt(), EdgeProxy.NOBODY);
        apply(List.of(one));
        apply(List.of(held));
        var waiting = edge().visit(one.host());
        assertWaits(waiting);
        edge().proxy().settle(edge().server(), one);
        assertThat(waiting).succeedsWithin(SOON).isEqualTo(200);
        assertThat(does(one)).isTrue();
        assertThat(ask(one)).isEqualTo(new Answer(200, one.attempt()));
    }

    /** For so long that they are known to have come. */
    private static void assertWaits(CompletableFuture<Integer> visitor) {
        assertThatThrownBy(() -> visitor.get(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS))
                .as("somebody waits to be let in")
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void allRoutesAreToldEachTime() {
        var one = route("one");
        var two = route("two");
        apply(List.of(one, two));
        assertThat(ask(one).attempt()).isEqualTo(one.attempt());
        assertThat(ask(two).attempt()).isEqualTo(two.attempt());
        apply(List.of(two));
        assertThat(ask(one)).isEqualTo(new Answer(404, null));
        assertThat(ask(two).attempt()).isEqualTo(two.attempt());
    }

    /** Who puts a name back tells it last; whoever looks next compares in the order of the table. */
    @Test
    void inWhichOrderRoutesAreToldMakesNoDifference() {
        var one = route("one");
        var two = route("two");
        var three = route("three");
        apply(List.of(one, two));
        var switched = new Route(one.slot(), one.host(), three.attempt(), three.upstream());
        apply(List.of(two, switched));
        assertThat(edge().proxy().does(edge().server(), List.of(switched, two))).isTrue();
        assertThat(ask(switched)).isEqualTo(new Answer(200, three.attempt()));
        assertThat(ask(two)).isEqualTo(new Answer(200, two.attempt()));
    }

    @Test
    void aDomainLeadsWhereItsRouteLeadsAndHasNoCertificateBeforeItIsSecured() {
        var plain = route("one");
        var route = plain.with(List.of(new Domain("one.example.com", Way.CLEAR)));
        apply(List.of(route));
        var byDomain = new Route(route.slot(), "one.example.com", route.attempt(), route.upstream());
        assertThat(ask(byDomain)).isEqualTo(new Answer(200, route.attempt()));
        assertThat(does(route)).isTrue();
        assertThat(does(plain)).isFalse();
        var secured = edge().proxy().askSecurely(edge().server(), route, "one.example.com", "/");
        assertThat(secured.trusted()).isFalse();
        assertThat(secured.answer()).isNull();
        assertThat(secured.evidence()).isNotEmpty();
        apply(List.of(plain));
        assertThat(ask(byDomain)).isEqualTo(new Answer(404, null));
    }

    @Test
    void nobodyIsLedToTlsBeforeTheNameIsSecured() {
        var plain = route("one");
        var byDomain = new Route(plain.slot(), "one.example.com", plain.attempt(), plain.upstream());
        apply(List.of(plain.with(List.of(new Domain("one.example.com", Way.BOTH)))));
        assertThat(ask(byDomain)).isEqualTo(new Answer(200, plain.attempt()));
        apply(List.of(plain.with(List.of(new Domain("one.example.com", Way.SECURE)))));
        assertThat(ask(byDomain).attempt()).isNull();
    }

    /** Whatever a name is called that people brought, the one made for a resource leads to that resource. */
    @Test
    void aNameMadeForAResourceIsTakenByNoOther() {
        var one = route("one");
        var two = route("two");
        apply(List.of(one.with(List.of(new Domain(two.host(), Way.CLEAR))), two));
        assertThat(ask(two)).isEqualTo(new Answer(200, two.attempt()));
    }

    @Test
    void anUpgradeKeepsWhatItDoes() {
        var route = route("one");
        apply(List.of(route));
        edge().proxy().upgrade(edge().server(), Operation.quiet());
        assertThat(does(route)).isTrue();
        assertThat(ask(route)).isEqualTo(new Answer(200, route.attempt()));
    }

    @Test
    void aProxyThatDoesNotRunIsWhatIsSaidAndNotThatTheRouteIsWrong() {
        var route = route("one").with(List.of(new Domain("one.example.com", Way.BOTH)));
        apply(List.of(route));
        edge().stop();
        assertThat(edge().proxy().status(edge().server()).ready()).isFalse();
        assertNotReady(() -> ask(route));
        assertNotReady(() -> edge().proxy().askSecurely(edge().server(), route, "one.example.com", "/"));
        edge().proxy().bootstrap(edge().server(), Operation.quiet());
        assertThat(ask(route)).isEqualTo(new Answer(200, route.attempt()));
    }

    @Test
    void aProxyThatIsRestartedDoesWhatItDid() {
        var route = route("one");
        apply(List.of(route));
        edge().restart();
        edge().proxy().bootstrap(edge().server(), Operation.quiet());
        assertThat(does(route)).isTrue();
        assertThat(ask(route)).isEqualTo(new Answer(200, route.attempt()));
    }

    @Test
    void aProxyThatWasKilledDoesWhatItDidOnceItIsStarted() {
        var route = route("one");
        apply(List.of(route));
        edge().kill();
        edge().proxy().bootstrap(edge().server(), Operation.quiet());
        assertThat(does(route)).isTrue();
        assertThat(ask(route)).isEqualTo(new Answer(200, route.attempt()));
    }

    @Test
    void whatSomebodyElseToldItIsSeenAndToldAgain() {
        var route = route("one");
        apply(List.of(route));
        edge().tellOtherwise();
        assertThat(does(route)).isFalse();
        assertThat(ask(route)).isEqualTo(new Answer(404, null));
        apply(List.of(route));
        assertThat(does(route)).isTrue();
        assertThat(ask(route)).isEqualTo(new Answer(200, route.attempt()));
    }

    private static void assertNotReady(ThrowingCallable visit) {
        assertThatThrownBy(visit)
                .isInstanceOfSatisfying(
                        BackendFailure.class, e -> assertThat(e.code()).isEqualTo(FailureCode.PROXY_NOT_READY));
    }

    protected Route route(String name) {
        var attempt = new DeploymentId(DeploymentId.PREFIX + run + name);
        var workload = edge().serving(attempt);
        started.add(workload);
        return new Route(
                // as long as they are
                new SlotId(SlotId.PREFIX + run + name + "_" + "0".repeat(60)),
                name + ".localhost",
                attempt,
                edge().proxy().upstream(edge().server(), workload, 8080));
    }

    protected void apply(List<Route> routes) {
        edge().proxy().apply(edge().server(), routes);
    }

    private boolean does(Route route) {
        return edge().proxy().does(edge().server(), List.of(route));
    }

    private Answer askOffered(Route route) {
        return edge().proxy().ask(edge().server(), route, new Question("/index.html", Duration.ofSeconds(10), true));
    }

    private Answer ask(Route route) {
        return edge().proxy().ask(edge().server(), route, "/index.html");
    }
}
