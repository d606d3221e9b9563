package com.appaloft.infrastructure.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A slot's history grows with every attempt, loading it does not. */
class SlotSnapshotTest {
    private static final SlotId SLOT = new SlotId("slot_long");
    private static final int EVENTS = 20_000;
    private static final int PER_UNIT_OF_WORK = 400;

    @Test
    void aSlotOfTwentyThousandEventsIsLoadedFromItsLatestSnapshot() {
        try (var persistence = Persistence.on(PostgresForTests.fresh())) {
            var slots = persistence.bean(RuntimeSlots.class);
            var unitOfWork = persistence.bean(UnitOfWork.class);
            for (int done = 0; done < EVENTS; done += PER_UNIT_OF_WORK) {
                int from = done;
                unitOfWork.run(() -> slots.append(SLOT, history(from)));
            }
            var jdbc = persistence.bean(JdbcClient.class);
            await().until(() -> slots.find(SLOT).isPresent() && latestSnapshot(jdbc) >= EVENTS - 1 - PER_UNIT_OF_WORK);
            var whole = slots.get(SLOT);

            jdbc.sql("delete from domain_event where sequence_number <= ?")
                    .param(latestSnapshot(jdbc))
                    .update();
            assertThat(persistence.count("domain_event")).isLessThanOrEqualTo(PER_UNIT_OF_WORK);
            assertThat(slots.get(SLOT)).isEqualTo(whole).isInstanceOf(RuntimeSlot.Free.class);
            assertThat(whole.serving()).isEqualTo(new DeploymentId("dep_" + (EVENTS / 2 - 1)));
            assertThat(whole.dataMarkers()).containsOnlyKeys("m0", "m1", "m2");
            assertThat(persistence.count("domain_event_snapshot")).isEqualTo(1);
        }
    }

    @Test
    void aSnapshotOfAnotherVersionIsIgnored() {
        try (var persistence = Persistence.on(PostgresForTests.fresh())) {
            var slots = persistence.bean(RuntimeSlots.class);
            persistence.bean(UnitOfWork.class).run(() -> slots.append(SLOT, history(0)));
            var jdbc = persistence.bean(JdbcClient.class);
            await().until(() -> slots.find(SLOT).isPresent() && latestSnapshot(jdbc) > 0);
            var whole = slots.get(SLOT);
            jdbc.sql("update domain_event_snapshot set payload_revision = '99', payload = '{}'")
                    .update();
            assertThat(slots.get(SLOT)).isEqualTo(whole);
        }
    }

    private static long latestSnapshot(JdbcClient jdbc) {
        return jdbc.sql("select coalesce(max(sequence_number), -1) from domain_event_snapshot")
                .query(Long.class)
                .single();
    }

    private static List<RuntimeSlotEvent> history(int from) {
        var events = new ArrayList<RuntimeSlotEvent>();
        for (int i = from; i < from + PER_UNIT_OF_WORK; i += 2) {
            var attempt = new DeploymentId("dep_" + i / 2);
            events.add(new RuntimeSlotEvent.Claimed(SLOT, EventExamples.RESOURCE, attempt, EventExamples.AT));
            events.add(new RuntimeSlotEvent.Released(
                    SLOT, EventExamples.RESOURCE, attempt, attempt, "m" + i % 3, EventExamples.AT));
        }
        return events;
    }
}
