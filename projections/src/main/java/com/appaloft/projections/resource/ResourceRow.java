package com.appaloft.projections.resource;

import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.SourceLink;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads rows of resources and slots back into the states they were written from. */
final class ResourceRow {
    private ResourceRow() {}

    static ResourceView view(ResultSet row, int number) throws SQLException {
        return new ResourceView(
                resource(row, number),
                row.getString("data_markers") == null ? RuntimeSlot.INITIAL : slot(row, number),
                active(row),
                row.getString("access_url"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    static Resource resource(ResultSet row, int number) throws SQLException {
        return new Resource(
                new ResourceId(row.getString("resource_id")),
                new ProjectId(row.getString("project_id")),
                new EnvironmentId(row.getString("environment_id")),
                new ServerId(row.getString("server_id")),
                new DestinationId(row.getString("destination_id")),
                row.getString("name"),
                StoredJson.read(row.getString("profile"), Profile.class),
                StoredJson.read(row.getString("source_link"), SourceLink.class));
    }

    static RuntimeSlot slot(ResultSet row, int number) throws SQLException {
        var holder = deployment(row.getString("holder"));
        var serving = deployment(row.getString("serving"));
        var markers = StoredJson.instants(row.getString("data_markers"));
        return holder == null
                ? new RuntimeSlot.Free(serving, markers)
                : new RuntimeSlot.Taken(holder, serving, markers);
    }

    private static ResourceFacts.@Nullable Active active(ResultSet row) throws SQLException {
        var status = row.getString("active_status");
        return status == null
                ? null
                : new ResourceFacts.Active(
                        new DeploymentId(row.getString("holder")),
                        Status.ofWire(status).orElseThrow(),
                        Columns.instant(row, "active_progress_at"));
    }

    private static @Nullable DeploymentId deployment(@Nullable String id) {
        return id == null ? null : new DeploymentId(id);
    }
}
