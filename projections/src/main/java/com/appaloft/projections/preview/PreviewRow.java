package com.appaloft.projections.preview;

import com.appaloft.domain.preview.CleanupCause;
import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.source.Source;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of previews back into the states they were written from. */
final class PreviewRow {
    private PreviewRow() {}

    /** With the columns of its slot and of the attempt that serves there. */
    static PreviewView view(ResultSet row, int number) throws SQLException {
        return new PreviewView(
                state(row, number),
                stages(row, number),
                deployment(row.getString("holder")),
                deployment(row.getString("serving")),
                row.getString("access_url"),
                Columns.instant(row, "updated_at"));
    }

    static Preview state(ResultSet row, int number) throws SQLException {
        var life = life(row);
        return switch (row.getString("status")) {
            case "active" -> new Preview.Active(life);
            case "cleaning" ->
                new Preview.Cleaning(
                        life,
                        wired(CleanupCause.values(), row.getString("cause")),
                        row.getInt("round"),
                        wired(CleanupStage.values(), row.getString("stage")),
                        row.getString("setback"));
            case "cleaned" -> new Preview.Cleaned(life, Columns.instant(row, "cleaned_at"));
            default -> throw new IllegalStateException("no status " + row.getString("status"));
        };
    }

    static List<PreviewView.Stage> stages(ResultSet row, int number) throws SQLException {
        return List.of(StoredJson.read(row.getString("stages"), PreviewView.Stage[].class));
    }

    private static Preview.Life life(ResultSet row) throws SQLException {
        var ttl = row.getObject("ttl_seconds", Integer.class);
        var type = PreviewName.Type.ofWire(row.getString("type")).orElseThrow();
        var terms = new PreviewEvent.Created(
                new PreviewId(row.getString("preview_id")),
                new ResourceId(row.getString("resource_id")),
                new PreviewName(type, row.getString("name")),
                StoredJson.readOrNull(row.getString("source"), Source.class),
                ttl,
                Columns.instant(row, "created_at"));
        var attempts = Arrays.stream(StoredJson.read(row.getString("attempts"), String[].class))
                .map(DeploymentId::new)
                .toList();
        return new Preview.Life(terms, attempts, Columns.instantOrNull(row, "expires_at"));
    }

    private static @Nullable DeploymentId deployment(@Nullable String id) {
        return id == null ? null : new DeploymentId(id);
    }

    private static CleanupCause wired(CleanupCause[] all, String wire) {
        return Arrays.stream(all).filter(c -> c.wire().equals(wire)).findFirst().orElseThrow();
    }

    private static CleanupStage wired(CleanupStage[] all, String wire) {
        return Arrays.stream(all).filter(c -> c.wire().equals(wire)).findFirst().orElseThrow();
    }
}
