package com.appaloft.projections.access;

import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for the custom domains there are. */
@Component
public final class DomainQueries {
    private record OfSlot(SlotId slot, CustomDomain domain) {}

    private final JdbcClient jdbc;

    DomainQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In order of their names. */
    public List<CustomDomain> of(ResourceId resource) {
        return jdbc.sql("select * from domain_view where resource_id = :resource order by host")
                .param("resource", resource.value())
                .query(DomainQueries::domain)
                .list();
    }

    /** By the slot that serves them, each in order of their names. */
    public Map<SlotId, List<CustomDomain>> on(ServerId server) {
        var all = new LinkedHashMap<SlotId, List<CustomDomain>>();
        jdbc.sql("""
                select d.*, r.slot_id from domain_view d join resource_view r on r.resource_id = d.resource_id
                where r.server_id = :server order by d.host
                """)
                .param("server", server.value())
                .query((row, n) -> new OfSlot(new SlotId(row.getString("slot_id")), domain(row, n)))
                .list()
                .forEach(found -> all.computeIfAbsent(found.slot(), s -> new java.util.ArrayList<>())
                        .add(found.domain()));
        return all;
    }

    /** In order of their names. */
    public List<CustomDomain> all() {
        return jdbc.sql("select * from domain_view order by host")
                .query(DomainQueries::domain)
                .list();
    }

    static CustomDomain domain(ResultSet row, int number) throws SQLException {
        return new CustomDomain(
                new HostName(row.getString("host")),
                new ResourceId(row.getString("resource_id")),
                Columns.instant(row, "added_at"),
                Columns.instantOrNull(row, "verified_at"),
                Columns.instantOrNull(row, "secured_at"),
                false);
    }
}
