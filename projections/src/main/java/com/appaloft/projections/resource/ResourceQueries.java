package com.appaloft.projections.resource;

import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.paging.Cursor;
import com.appaloft.projections.paging.NewestFirst;
import com.appaloft.projections.paging.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for resources with what runs of them. */
@Component
public final class ResourceQueries {
    private static final String SELECT = """
            select resource.*, slot.holder, slot.serving, slot.data_markers, active.status as active_status,
                active.last_progress_at as active_progress_at, served.access_url
            from resource_view resource
            left join runtime_slot_view slot on slot.slot_id = resource.slot_id
            left join attempt_ledger active on active.deployment_id = slot.holder
            left join attempt_ledger served on served.deployment_id = slot.serving""";

    private final JdbcClient jdbc;

    ResourceQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which resources a list is about; an absent value is no condition. */
    public record Filter(
            @Nullable ProjectId projectId,
            @Nullable EnvironmentId environmentId,
            @Nullable ServerId serverId) {
        public static final Filter ALL = new Filter(null, null, null);
    }

    public Optional<ResourceView> find(ResourceId id) {
        return jdbc.sql(SELECT + "\nwhere resource.resource_id = :id")
                .param("id", id.value())
                .query(ResourceRow::view)
                .optional();
    }

    /** A slot as it is now, whether it is a resource's own or that of a preview; one that was never claimed is free. */
    public RuntimeSlot slot(SlotId id) {
        return jdbc.sql("select * from runtime_slot_view where slot_id = :id")
                .param("id", id.value())
                .query(ResourceRow::slot)
                .optional()
                .orElse(RuntimeSlot.INITIAL);
    }

    /** Newest first; at most 100. A cursor that is none of ours is refused as {@code validation_error}. */
    public Page<ResourceView> page(Filter filter, int limit, @Nullable String cursor) {
        return NewestFirst.of(SELECT, "resource.created_at", "resource.resource_id", ResourceId::new)
                .where("resource.project_id", value(filter.projectId()))
                .where("resource.environment_id", value(filter.environmentId()))
                .where("resource.server_id", value(filter.serverId()))
                .page(jdbc, ResourceRow::view, ResourceQueries::position, limit, cursor);
    }

    private static Cursor position(ResourceView view) {
        return new Cursor(view.createdAt(), view.resource().id().value());
    }

    private static @Nullable String value(@Nullable Identifier id) {
        return id == null ? null : id.value();
    }
}
