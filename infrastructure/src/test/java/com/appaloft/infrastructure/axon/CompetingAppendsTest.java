package com.appaloft.infrastructure.axon;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.Environments;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Refusal;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import com.appaloft.infrastructure.testing.RecordingProjector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of any number of competing appends behind the same event exactly one wins, in one process and across two. */
class CompetingAppendsTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 60;

    private static Persistence one;
    private static Persistence two;

    @BeforeAll
    static void start() {
        var database = PostgresForTests.fresh();
        one = Persistence.on(database, RecordingProjector.class);
        two = Persistence.on(database, RecordingProjector.class);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @Test
    void ofSixteenClaimsExactlyOneIsRecorded() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var slot = new SlotId("slot_r" + round);
            var outcomes = together(number -> claim(number % 2 == 0 ? one : two, slot, number));
            assertThat(outcomes).filteredOn(won -> won).hasSize(1);
            assertThat(outcomes).hasSize(THREADS);
            assertThat(one.count("domain_event where aggregate_identifier = '" + slot + "'"))
                    .isEqualTo(1);
            assertThat(one.count("seen where stream = '" + slot + "'")).isEqualTo(1);
        }
    }

    @Test
    void everyAppendThatWasAcceptedIsThereAndNoOther() throws Exception {
        var environment = new EnvironmentId("env_contended");
        append(
                one,
                environment,
                new EnvironmentEvent.Created(
                        environment, EventExamples.PROJECT, "e", Environment.Kind.CUSTOM, EventExamples.AT));
        long accepted = 0;
        for (int round = 0; round < ROUNDS / 4; round++) {
            var outcomes = together(number -> set(number % 2 == 0 ? one : two, environment, number));
            accepted += outcomes.stream().filter(won -> won).count();
        }
        assertThat(one.count("domain_event where aggregate_identifier = '" + environment + "'"))
                .isEqualTo(accepted + 1);
        assertThat(one.count("seen where stream = '" + environment + "'")).isEqualTo(accepted + 1);
        assertThat(accepted).isGreaterThan(ROUNDS / 4 * THREADS / 2);
    }

    private static boolean claim(Persistence process, SlotId slot, int number) {
        var slots = process.bean(RuntimeSlots.class);
        try {
            process.bean(UnitOfWork.class)
                    .run(() -> slots.append(
                            slot,
                            slots.find(slot)
                                    .orElse(RuntimeSlot.INITIAL)
                                    .claim(
                                            slot,
                                            EventExamples.RESOURCE,
                                            new DeploymentId("dep_" + number),
                                            EventExamples.AT)
                                    .orThrow()));
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }

    private static boolean set(Persistence process, EnvironmentId environment, int number) {
        try {
            append(
                    process,
                    environment,
                    new EnvironmentEvent.VariableSet(environment, "V", "v" + number, EventExamples.AT));
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }

    private static void append(Persistence process, EnvironmentId environment, EnvironmentEvent event) {
        process.bean(UnitOfWork.class)
                .run(() -> process.bean(Environments.class).append(environment, List.of(event)));
    }

    private interface Numbered {
        boolean run(int number) throws Exception;
    }

    private static List<Boolean> together(Numbered work) throws Exception {
        var barrier = new CyclicBarrier(THREADS);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                all.add(() -> {
                    barrier.await();
                    return work.run(number);
                });
            }
            var outcomes = new ArrayList<Boolean>();
            for (Future<Boolean> each : executor.invokeAll(all)) {
                outcomes.add(each.get());
            }
            return outcomes;
        }
    }
}
