package com.appaloft.projections.artifact;

import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What was last recorded of one artifact on its server. */
public record ArtifactView(ArtifactId id, ServerId serverId, String imageId, ArtifactSighting sighting) {
    static ArtifactView of(ResultSet row, int number) throws SQLException {
        return new ArtifactView(
                new ArtifactId(row.getString("artifact_id")),
                new ServerId(row.getString("server_id")),
                row.getString("image_id"),
                new ArtifactSighting(
                        observation(row.getString("observed")),
                        Columns.instantOrNull(row, "since"),
                        row.getBoolean("pinned"),
                        row.getBoolean("released")));
    }

    static String column(Observation observed) {
        return switch (observed) {
            case PRESENT -> "present";
            case MISSING -> "missing";
            case OTHER_CONTENT -> "other-content";
            case UNKNOWN -> "unknown";
        };
    }

    private static Observation observation(String column) {
        return switch (column) {
            case "present" -> Observation.PRESENT;
            case "missing" -> Observation.MISSING;
            case "other-content" -> Observation.OTHER_CONTENT;
            default -> Observation.UNKNOWN;
        };
    }
}
