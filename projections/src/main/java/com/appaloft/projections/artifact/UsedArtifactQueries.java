package com.appaloft.projections.artifact;

import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the ledger which artifacts attempts run or would run; an attempt that has made none counts with the one it was given. */
@Component
public final class UsedArtifactQueries {
    private final JdbcClient jdbc;

    UsedArtifactQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * In order of their ids.
     *
     * @param released whether those are listed as well that retention let go of
     */
    public List<ArtifactId> in(
            @Nullable ArtifactId artifact,
            @Nullable ResourceId resource,
            @Nullable ServerId server,
            boolean released,
            @Nullable ArtifactId after,
            int limit) {
        return jdbc.sql("""
                select a.artifact_id from artifact_view a
                where a.artifact_id > :after
                  and (:released or not a.released)
                  and (cast(:artifact as text) is null or a.artifact_id = :artifact)
                  and (cast(:server as text) is null or a.server_id = :server)
                  and exists (select from attempt_ledger l where l.server_id = a.server_id and l.artifact_id = a.artifact_id
                      and (cast(:resource as text) is null or l.resource_id = :resource))
                order by a.artifact_id limit :rows
                """)
                .param("after", text(after))
                .param("released", released)
                .param("artifact", artifact == null ? null : artifact.value())
                .param("resource", resource == null ? null : resource.value())
                .param("server", server == null ? null : server.value())
                .param("rows", limit)
                .query((row, n) -> new ArtifactId(row.getString(1)))
                .list();
    }

    /**
     * The tag of an attempt that needs the image: of one whose artifact was not let go of, and which is of no preview that is cleaned
     * up unless its artifact is pinned. Reads every attempt of several images: for who tidies up, not for who waits.
     *
     * @param preferred taken before that of the attempt that ended last
     */
    public Optional<String> tagNeeding(ServerId server, String imageId, String preferred) {
        return jdbc.sql("""
                select tag from (
                    select artifact_id, slot_id, finished_at, keep_tag as tag from attempt_ledger
                    where server_id = :server and artifact_id = :artifact and artifact_services is null
                    union all
                    select artifact_id, slot_id, finished_at, keep_tag || '-' || service.key from attempt_ledger,
                        json_each(artifact_services) as service
                    where server_id = :server and artifact_services is not null
                      and service.value ->> 'imageId' = :image
                ) as kept
                left join artifact_view using (artifact_id)
                where not coalesce(released, false)
                  and (coalesce(pinned, false)
                      or not exists (select from preview_view p where p.slot_id = kept.slot_id and p.status <> 'active'))
                order by tag = :preferred desc, finished_at desc nulls first limit 1
                """)
                .param("server", server.value())
                .param("artifact", ContentIdentity.artifact(server, imageId).value())
                .param("image", imageId)
                .param("preferred", preferred)
                .query(String.class)
                .optional();
    }

    public List<ResourceId> resourcesUsing(Collection<ArtifactId> artifacts) {
        return jdbc.sql("""
                select distinct resource_id from attempt_ledger
                where artifact_id = any(:ids) or reuse ->> 'id' = any(:ids)
                order by resource_id
                """)
                .param("ids", names(artifacts))
                .query((row, n) -> new ResourceId(row.getString(1)))
                .list();
    }

    public List<ServerId> serversUsing(Collection<ArtifactId> artifacts) {
        return jdbc.sql("""
                select distinct server_id from attempt_ledger
                where resource_id in (select resource_id from attempt_ledger
                    where artifact_id = any(:ids) or reuse ->> 'id' = any(:ids))
                order by server_id
                """)
                .param("ids", names(artifacts))
                .query((row, n) -> new ServerId(row.getString(1)))
                .list();
    }

    private static String[] names(Collection<ArtifactId> ids) {
        return ids.stream().map(Identifier::value).distinct().toArray(String[]::new);
    }

    private static String text(@Nullable ArtifactId id) {
        return id == null ? "" : id.value();
    }
}
