package com.appaloft.infrastructure.postgres;

import com.appaloft.application.port.Receipts;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Receipts in a table whose key lets only one answer per idempotency key be committed. */
@Component
class JdbcReceipts implements Receipts {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcReceipts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Optional<Receipt> find(String key) {
        return jdbc.sql("select request, answer from idempotency_receipt where key = ?")
                .param(key)
                .query((row, n) -> new Receipt(row.getString("request"), row.getString("answer")))
                .optional();
    }

    @Override
    public void store(String key, Receipt receipt) {
        jdbc.sql("insert into idempotency_receipt (key, request, answer, stored_at) values (?, ?, ?, ?)")
                .params(
                        key,
                        receipt.request(),
                        receipt.answer(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
