package com.appaloft.projections.artifact;

import com.appaloft.domain.shared.ArtifactId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks what was last observed of artifacts; one that was never observed has no answer. */
@Component
public final class ArtifactQueries {
    private final JdbcClient jdbc;

    ArtifactQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<ArtifactView> find(ArtifactId id) {
        return jdbc.sql("select * from artifact_view where artifact_id = :id")
                .param("id", id.value())
                .query(ArtifactView::of)
                .optional();
    }

    public Map<ArtifactId, ArtifactView> findAll(Collection<ArtifactId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var names = ids.stream().map(ArtifactId::value).distinct().toArray(String[]::new);
        return jdbc
                .sql("select * from artifact_view where artifact_id = any(:ids)")
                .param("ids", names)
                .query(ArtifactView::of)
                .list()
                .stream()
                .collect(Collectors.toMap(ArtifactView::id, Function.identity()));
    }
}
