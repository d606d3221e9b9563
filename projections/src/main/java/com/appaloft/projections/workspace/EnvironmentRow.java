package com.appaloft.projections.workspace;

import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.SecretVersions;
import com.appaloft.projections.json.StoredJson;
import com.appaloft.projections.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Reads a row of environments back into the state it was written from. */
final class EnvironmentRow {
    private static final TypeReference<Map<String, Map<Integer, Instant>>> VERSIONS = new TypeReference<>() {};

    private EnvironmentRow() {}

    static EnvironmentView view(ResultSet row, int number) throws SQLException {
        return new EnvironmentView(environment(row, number), Columns.instant(row, "created_at"));
    }

    static Environment environment(ResultSet row, int number) throws SQLException {
        return new Environment(
                new EnvironmentId(row.getString("environment_id")),
                new ProjectId(row.getString("project_id")),
                row.getString("name"),
                kind(row.getString("kind")),
                StoredJson.texts(row.getString("variables")),
                StoredJson.numbers(row.getString("secrets")),
                new SecretVersions(StoredJson.read(row.getString("secret_versions"), VERSIONS)),
                row.getBoolean("locked"));
    }

    private static Environment.Kind kind(String wire) {
        return Arrays.stream(Environment.Kind.values())
                .filter(k -> k.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no kind of environment " + wire));
    }
}
