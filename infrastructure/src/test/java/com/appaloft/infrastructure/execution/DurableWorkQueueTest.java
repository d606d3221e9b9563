package com.appaloft.infrastructure.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.port.WorkQueue;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accepted work is carried at least once, whatever dies. */
class DurableWorkQueueTest {
    private static final DeploymentId ATTEMPT = new DeploymentId("dep_1");

    private Persistence persistence;
    private Carrier carrier;

    /** Notes what it carries; fails or hangs when told to. */
    static class Carrier implements WorkQueue.Worker {
        final List<DeploymentId> carried = new CopyOnWriteArrayList<>();
        final List<Boolean> virtual = new CopyOnWriteArrayList<>();
        volatile int failures;
        volatile boolean interrupted;
        volatile CountDownLatch hang = new CountDownLatch(0);

        @Override
        public void carry(DeploymentId attempt) {
            carried.add(attempt);
            virtual.add(Thread.currentThread().isVirtual());
            if (failures-- > 0) {
                throw new IllegalStateException("the worker was told to fail");
            }
            try {
                hang.await();
            } catch (InterruptedException e) {
                interrupted = true;
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void start() {
        persistence = Persistence.on(PostgresForTests.fresh(), Carrier.class);
        carrier = persistence.bean(Carrier.class);
    }

    @AfterEach
    void stop() {
        persistence.close();
    }

    @Test
    void whatIsCommittedIsCarriedOnceAndAtOnce() {
        long begun = System.nanoTime();
        persistence.bean(UnitOfWork.class).run(() -> queue().enqueue(ATTEMPT));
        await().pollInterval(Duration.ofMillis(5)).until(() -> carrier.carried.contains(ATTEMPT));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(900));
        await().until(() -> persistence.count("work_queue") == 0);
        assertThat(Collections.frequency(carrier.carried, ATTEMPT)).isEqualTo(1);
        assertThat(carrier.virtual).containsOnly(true);
    }

    @Test
    void whatIsUndoneLeavesNothing() {
        assertThatThrownBy(() -> persistence.bean(UnitOfWork.class).run(() -> {
                    queue().enqueue(ATTEMPT);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(persistence.count("work_queue")).isZero();
        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(3)).until(carrier.carried::isEmpty);
    }

    @Test
    void aWorkerThatThrowsIsCalledAgain() {
        carrier.failures = 1;
        persistence.bean(UnitOfWork.class).run(() -> queue().enqueue(ATTEMPT));
        await().atMost(Duration.ofSeconds(10)).until(() -> carrier.carried.size() == 2);
        await().until(() -> persistence.count("work_queue") == 0);
    }

    @Test
    void whatADeadProcessCarriedIsGivenToAnother() {
        persistence.bean(JdbcClient.class).sql("""
                        insert into work_queue (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                        values ('carry-attempt', 'dep_1', now() - interval '1 minute', true, 'a-dead-one', now() - interval '10 seconds', 1)""").update();
        await().atMost(Duration.ofSeconds(20)).until(() -> carrier.carried.contains(ATTEMPT));
    }

    @Test
    void stoppingDoesNotHangOnABusyWorkerAndKeepsItsEntry() {
        carrier.hang = new CountDownLatch(1);
        persistence.bean(UnitOfWork.class).run(() -> queue().enqueue(ATTEMPT));
        await().until(() -> carrier.carried.contains(ATTEMPT));
        long begun = System.nanoTime();
        persistence.bean(DurableWorkQueue.class).stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(persistence.count("work_queue")).isEqualTo(1);
        assertThat(carrier.interrupted).isFalse();
        carrier.hang.countDown();
    }

    private WorkQueue queue() {
        return persistence.bean(WorkQueue.class);
    }
}
