package com.appaloft.infrastructure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.testing.Persistence;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class JdbcEdgeRoutesTest {
    private static final ServerId SERVER = new ServerId("srv_1");
    private static final ServerId OTHER = new ServerId("srv_2");
    private static PostgresForTests.Fresh database;
    private static Persistence one;
    private static Persistence another;

    @BeforeAll
    static void start() {
        database = PostgresForTests.fresh();
        one = Persistence.on(database);
        another = Persistence.on(database);
    }

    @AfterAll
    static void stop() {
        one.close();
        another.close();
    }

    @Test
    void whatIsKeptIsSeenByEveryProcessUntilItIsForgotten() {
        var now = route("a", "a.localhost", "2");
        var kept = new Kept(SERVER, now, route("a", "a.localhost", "1"));
        routes().keep(new Kept(SERVER, route("a", "a.localhost", "1"), null));
        routes().keep(kept);
        var elsewhere = another.bean(EdgeRoutes.class);
        assertThat(elsewhere.of(now.slot())).contains(kept);
        assertThat(elsewhere.on(SERVER)).contains(kept);
        assertThat(elsewhere.on(OTHER)).isEmpty();
        elsewhere.forget(now.slot());
        assertThat(routes().of(now.slot())).isEmpty();
    }

    @Test
    void aNameIsOfOneSlotOnAServer() {
        routes().keep(new Kept(SERVER, route("b", "b.localhost", "1"), null));
        assertThatThrownBy(() -> routes().keep(new Kept(SERVER, route("c", "b.localhost", "2"), null)))
                .isInstanceOf(DuplicateKeyException.class);
    }

    /** A statement may wait for five seconds only. */
    @Test
    void whoWaitsForItsTurnWaitsAsLongAsTheOthersTake() {
        var begun = new CountDownLatch(1);
        var slow = CompletableFuture.runAsync(
                () -> one.bean(EdgeRoutes.class).alone(OTHER, () -> {
                    begun.countDown();
                    return pause(Duration.ofSeconds(6));
                }),
                Thread::startVirtualThread);
        assertThatCode(begun::await).doesNotThrowAnyException();
        var waiting = Stream.of(one, another)
                .map(process -> CompletableFuture.supplyAsync(
                        () -> process.bean(EdgeRoutes.class).alone(OTHER, () -> true), Thread::startVirtualThread))
                .toList();
        assertThat(waiting).allSatisfy(turn -> assertThat(turn.join()).isTrue());
        slow.join();
    }

    private static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void onlyOneOfAllProcessesIsAloneWithAServer() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> (i % 2 == 0 ? one : another)
                                .bean(EdgeRoutes.class)
                                .alone(SERVER, () -> {
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    routes().keep(new Kept(SERVER, route("d" + i, "d" + i + ".localhost", "1"), null));
                                    return inside.decrementAndGet();
                                }),
                        Thread::startVirtualThread))
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(most.get()).isEqualTo(1);
        assertThat(routes().on(SERVER)).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void whoIsAloneWithOneServerKeepsNobodyFromAnother() throws Exception {
        var reached = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var holder = CompletableFuture.runAsync(
                () -> routes().alone(SERVER, () -> {
                    reached.countDown();
                    return awaited(over);
                }),
                Thread::startVirtualThread);
        reached.await();
        assertThat(another.bean(EdgeRoutes.class).alone(OTHER, () -> "in")).isEqualTo("in");
        over.countDown();
        holder.join();
    }

    /** As many as the pool has connections, and as many as may work at once. */
    @Test
    void whoWorksOnServersKeepsNoConnectionFromAnybody() throws Exception {
        var reached = new CountDownLatch(16);
        var over = new CountDownLatch(1);
        var working = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> routes().alone(new ServerId("srv_many" + i), () -> {
                            reached.countDown();
                            return awaited(over);
                        }),
                        Thread::startVirtualThread))
                .toList();
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        var kept = new Kept(OTHER, route("e", "e.localhost", "1"), null);
        assertThatCode(() -> routes().keep(kept)).doesNotThrowAnyException();
        routes().forget(kept.now().slot());
        over.countDown();
        working.forEach(CompletableFuture::join);
    }

    @Test
    void whoHasNoTurnInTimeIsToldThatTheProxyIsNotReady() throws Exception {
        var impatient = new ServerTurns(new Database.OfYourOwn(database.url(), null, null), Duration.ofMillis(300));
        var reached = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var holder = CompletableFuture.runAsync(
                () -> routes().alone(SERVER, () -> {
                    reached.countDown();
                    return awaited(over);
                }),
                Thread::startVirtualThread);
        reached.await();
        assertNotReady(() -> impatient.alone(SERVER, () -> "in"), "too long");
        over.countDown();
        holder.join();
        assertThat(impatient.alone(SERVER, () -> "in")).isEqualTo("in");
    }

    @Test
    void aDatabaseThatIsAwayIsToldAsAProxyThatIsNotReady() {
        var nowhere = new Database.OfYourOwn("jdbc:postgresql://127.0.0.1:1/gone", null, null);
        assertNotReady(() -> new ServerTurns(nowhere, Duration.ofSeconds(5)).alone(SERVER, () -> "in"), "database");
    }

    private static void assertNotReady(ThrowingCallable work, String words) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BackendFailure.class, e -> assertThat(e.code()).isEqualTo(FailureCode.PROXY_NOT_READY))
                .hasMessageContaining(words);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EdgeRoutes routes() {
        return one.bean(EdgeRoutes.class);
    }

    private static Route route(String slot, String host, String attempt) {
        return new Route(new SlotId("slot_" + slot), host, new DeploymentId("dep_" + attempt), "w" + attempt + ":80");
    }
}
