package com.appaloft.projections.preview;

import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.paging.Cursor;
import com.appaloft.projections.paging.NewestFirst;
import com.appaloft.projections.paging.Page;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for previews with what runs of them. */
@Component
public final class PreviewQueries {
    private static final String SELECT = """
            select preview.*, slot.holder, slot.serving, served.access_url
            from preview_view preview
            left join runtime_slot_view slot on slot.slot_id = preview.slot_id
            left join attempt_ledger served on served.deployment_id = slot.serving""";

    private final JdbcClient jdbc;

    PreviewQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<PreviewView> find(PreviewId id) {
        return findAll(List.of(id)).stream().findFirst();
    }

    public List<PreviewView> findAll(Collection<PreviewId> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + "\nwhere preview.preview_id in (:ids)")
                        .param("ids", ids.stream().map(Identifier::value).toList())
                        .query(PreviewRow::view)
                        .list();
    }

    /** The state alone. */
    public Optional<Preview> state(PreviewId id) {
        return jdbc.sql("select * from preview_view where preview_id = :id")
                .param("id", id.value())
                .query(PreviewRow::state)
                .optional();
    }

    /**
     * Those created last first; at most 100. A cursor that is none of ours is refused as {@code validation_error}.
     *
     * @param status {@code active}, {@code cleaning} or {@code cleaned}; absent means all
     */
    public Page<PreviewView> page(
            @Nullable ResourceId resource, @Nullable String status, int limit, @Nullable String cursor) {
        return NewestFirst.of(SELECT, "preview.created_at", "preview.preview_id", PreviewId::new)
                .where("preview.resource_id", resource == null ? null : resource.value())
                .where("preview.status", status)
                .page(
                        jdbc,
                        PreviewRow::view,
                        v -> new Cursor(v.createdAt(), v.state().id().value()),
                        limit,
                        cursor);
    }
}
