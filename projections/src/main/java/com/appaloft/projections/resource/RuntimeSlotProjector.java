package com.appaloft.projections.resource;

import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.json.StoredJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every runtime slot: its holder, what serves, and the data markers that succeeded in it. */
@Component
final class RuntimeSlotProjector implements Projector {
    private final JdbcClient jdbc;

    RuntimeSlotProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof RuntimeSlotEvent event) {
            write(current(event.slotId()).evolve(event), event, recorded.sequence());
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from runtime_slot_view").update();
    }

    private RuntimeSlot current(SlotId id) {
        return jdbc.sql("select * from runtime_slot_view where slot_id = :id")
                .param("id", id.value())
                .query(ResourceRow::slot)
                .optional()
                .orElse(RuntimeSlot.INITIAL);
    }

    private void write(RuntimeSlot slot, RuntimeSlotEvent event, long sequence) {
        jdbc.sql("""
                insert into runtime_slot_view (slot_id, resource_id, holder, serving, data_markers, sequence)
                values (:id, :resource, :holder, :serving, :markers::json, :sequence)
                on conflict (slot_id) do update set holder = excluded.holder, serving = excluded.serving,
                    data_markers = excluded.data_markers, sequence = excluded.sequence
                """)
                .param("id", event.slotId().value())
                .param("resource", event.resourceId().value())
                .param("holder", value(slot.heldBy()))
                .param("serving", value(slot.serving()))
                .param("markers", StoredJson.write(slot.dataMarkers()))
                .param("sequence", sequence)
                .update();
    }

    private static @Nullable String value(@Nullable DeploymentId id) {
        return id == null ? null : id.value();
    }
}
