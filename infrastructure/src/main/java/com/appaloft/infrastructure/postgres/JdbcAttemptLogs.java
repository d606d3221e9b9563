package com.appaloft.infrastructure.postgres;

import com.appaloft.application.port.AttemptLogs;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.infrastructure.secrets.KnownSecrets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Attempt logs in a table, 5,000 lines per attempt at most. A line is written at once on a connection of its own, outside any unit of
 * work and without waiting for the disk; a line that cannot be written never fails the attempt, and a pruned attempt gets none.
 */
@Component
class JdbcAttemptLogs implements AttemptLogs {
    static final int MAX_LINES = 5_000;
    static final String DROPPED = "… further lines dropped";
    private static final int TRIES = 20;
    private static final Logger log = LoggerFactory.getLogger(JdbcAttemptLogs.class);

    private final DataSource dataSource;
    private final KnownSecrets secrets;
    private final Clock clock;

    JdbcAttemptLogs(DataSource dataSource, KnownSecrets secrets, Clock clock) {
        this.dataSource = dataSource;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public void append(DeploymentId attempt, String phase, String stream, String line) {
        var clean = PrintedLine.clean(line, secrets::mask);
        try (var connection = dataSource.getConnection()) {
            for (int tried = 0; tried < TRIES; tried++) {
                int seq = next(connection, attempt);
                if (seq > MAX_LINES
                        || insert(connection, attempt, seq, phase, stream, seq == MAX_LINES ? DROPPED : clean)) {
                    return;
                }
            }
        } catch (SQLException e) {
            log.warn("A line that attempt {} printed could not be kept: {}", attempt, e.getMessage());
        }
    }

    private static int next(Connection connection, DeploymentId attempt) throws SQLException {
        try (var query = connection.prepareStatement(
                "select coalesce(max(seq) + 1, 0) from attempt_log where deployment_id = ?")) {
            query.setString(1, attempt.value());
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private boolean insert(
            Connection connection, DeploymentId attempt, int seq, String phase, String stream, String line)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into attempt_log (deployment_id, seq, at, phase, stream, line)
                select ?, ?, ?, ?, ?, ? from (select set_config('synchronous_commit', 'off', true)) as not_waiting
                where not exists (select from domain_event
                    where aggregate_identifier = ? and sequence_number = 0 and payload_type = 'deployment.pruned')
                on conflict do nothing""")) {
            insert.setString(1, attempt.value());
            insert.setInt(2, seq);
            insert.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setString(4, phase);
            insert.setString(5, stream);
            insert.setString(6, line);
            insert.setString(7, attempt.value());
            return insert.executeUpdate() == 1;
        }
    }
}
