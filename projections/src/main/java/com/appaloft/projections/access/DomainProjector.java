package com.appaloft.projections.access;

import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.shared.DomainId;
import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.projections.sql.Columns;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every custom domain as it is now. */
@Component
final class DomainProjector implements Projector {
    private final JdbcClient jdbc;

    DomainProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void project(RecordedEvent recorded) {
        if (recorded.event() instanceof CustomDomainEvent event) {
            var state = CustomDomain.evolve(current(event.domainId()), event);
            if (state.removed()) {
                remove(event.domainId());
            } else {
                write(event.domainId(), state, recorded.sequence());
            }
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from domain_view").update();
    }

    private @Nullable CustomDomain current(DomainId id) {
        return jdbc.sql("select * from domain_view where domain_id = :id")
                .param("id", id.value())
                .query(DomainQueries::domain)
                .optional()
                .orElse(null);
    }

    private void remove(DomainId id) {
        jdbc.sql("delete from domain_view where domain_id = :id")
                .param("id", id.value())
                .update();
    }

    private void write(DomainId id, CustomDomain state, long sequence) {
        Instant verified = state.verifiedAt();
        Instant secured = state.securedAt();
        jdbc.sql("""
                insert into domain_view (domain_id, host, resource_id, added_at, verified_at, secured_at, sequence)
                values (:id, :host, :resource, :added, :verified, :secured, :sequence)
                on conflict (domain_id) do update set resource_id = excluded.resource_id, added_at = excluded.added_at,
                    verified_at = excluded.verified_at, secured_at = excluded.secured_at, sequence = excluded.sequence
                """)
                .param("id", id.value())
                .param("host", state.host().value())
                .param("resource", state.resource().value())
                .param("added", Columns.time(state.addedAt()))
                .param("verified", verified == null ? null : Columns.time(verified))
                .param("secured", secured == null ? null : Columns.time(secured))
                .param("sequence", sequence)
                .update();
    }
}
