package com.appaloft.projections.preview;

import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every preview as it is now, and what its last cleanup did. */
@Component
final class PreviewProjector implements Projector {
    private final JdbcClient jdbc;

    PreviewProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof PreviewEvent event) {
            var state = Preview.evolve(current(event.previewId()), event);
            write(state, stages(event), event, recorded.sequence());
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from preview_view").update();
    }

    private @Nullable Preview current(PreviewId id) {
        return jdbc.sql("select * from preview_view where preview_id = :id")
                .param("id", id.value())
                .query(PreviewRow::state)
                .optional()
                .orElse(null);
    }

    private List<PreviewView.Stage> stages(PreviewEvent event) {
        return switch (event) {
            case PreviewEvent.Created e -> List.of();
            case PreviewEvent.CleanupStarted e ->
                known(e.previewId()).stream()
                        .filter(s -> s.status().equals("done"))
                        .toList();
            case PreviewEvent.StageFinished e ->
                and(e.previewId(), new PreviewView.Stage(e.stage().wire(), "done", e.detail(), e.at()));
            case PreviewEvent.StageFailed e ->
                and(e.previewId(), new PreviewView.Stage(e.stage().wire(), "failed", e.detail(), e.at()));
            case PreviewEvent.Changed e -> known(e.previewId());
            case PreviewEvent.Deployed e -> known(e.previewId());
            case PreviewEvent.Cleaned e -> known(e.previewId());
        };
    }

    private List<PreviewView.Stage> and(PreviewId id, PreviewView.Stage next) {
        var all = new ArrayList<>(known(id));
        all.add(next);
        return all;
    }

    private List<PreviewView.Stage> known(PreviewId id) {
        return jdbc.sql("select stages from preview_view where preview_id = :id")
                .param("id", id.value())
                .query(PreviewRow::stages)
                .optional()
                .orElse(List.of());
    }

    private void write(Preview state, List<PreviewView.Stage> stages, PreviewEvent event, long sequence) {
        jdbc.sql("""
                insert into preview_view (preview_id, resource_id, type, name, slot_id, status, source, ttl_seconds,
                    expires_at, attempts, cause, round, stage, setback, stages, created_at, updated_at, cleaned_at,
                    sequence)
                values (:id, :resource, :type, :name, :slot, :status, :source::json, :ttl, :expires, :attempts::json,
                    :cause, :round, :stage, :setback, :stages::json, :created, :updated, :cleaned, :sequence)
                on conflict (preview_id) do update set status = excluded.status, source = excluded.source,
                    ttl_seconds = excluded.ttl_seconds, expires_at = excluded.expires_at, attempts = excluded.attempts,
                    cause = excluded.cause, round = excluded.round, stage = excluded.stage, setback = excluded.setback,
                    stages = excluded.stages, created_at = excluded.created_at, updated_at = excluded.updated_at,
                    cleaned_at = excluded.cleaned_at, sequence = excluded.sequence
                """)
                .params(columns(state))
                .param("stages", StoredJson.write(stages))
                .param("updated", Columns.time(event.at()))
                .param("sequence", sequence)
                .update();
    }

    private static Map<String, @Nullable Object> columns(Preview state) {
        var terms = state.life().terms();
        var cleaning = state instanceof Preview.Cleaning c ? c : null;
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("id", state.id().value());
        columns.put("resource", terms.resourceId().value());
        columns.put("type", terms.name().type().wire());
        columns.put("name", terms.name().id());
        columns.put("slot", state.slot().value());
        columns.put("status", state.status());
        columns.put("source", StoredJson.writeOrNull(terms.source()));
        columns.put("ttl", terms.ttlSeconds());
        columns.put("expires", Columns.timeOrNull(state.life().expiresAt()));
        columns.put(
                "attempts",
                StoredJson.write(
                        state.life().attempts().stream().map(Identifier::value).toList()));
        columns.put("cause", cleaning == null ? null : cleaning.cause().wire());
        columns.put("round", cleaning == null ? null : cleaning.round());
        columns.put("stage", cleaning == null ? null : cleaning.stage().wire());
        columns.put("setback", cleaning == null ? null : Columns.text(cleaning.setback()));
        columns.put("created", Columns.time(terms.at()));
        columns.put("cleaned", state instanceof Preview.Cleaned c ? Columns.time(c.cleanedAt()) : null);
        return columns;
    }
}
