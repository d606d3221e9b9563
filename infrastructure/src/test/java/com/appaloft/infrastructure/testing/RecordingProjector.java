package com.appaloft.infrastructure.testing;

import com.appaloft.domain.shared.Projector;
import com.appaloft.domain.shared.RecordedEvent;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A read model that keeps one row per event it was given, in order, and fails when told to. */
public class RecordingProjector implements Projector {
    private final JdbcClient jdbc;
    private volatile Predicate<RecordedEvent> failing = event -> false;

    public RecordingProjector(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql(
                        "create table if not exists seen (place bigint generated always as identity, stream text, sequence bigint)")
                .update();
    }

    public void failOn(Predicate<RecordedEvent> event) {
        failing = event;
    }

    @Override
    public void project(RecordedEvent recorded) {
        jdbc.sql("insert into seen (stream, sequence) values (?, ?)")
                .params(recorded.event().streamId(), recorded.sequence())
                .update();
        if (failing.test(recorded)) {
            throw new IllegalStateException("the projector was told to fail");
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from seen").update();
    }
}
