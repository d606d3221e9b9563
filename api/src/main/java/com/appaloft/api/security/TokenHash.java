package com.appaloft.api.security;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the hash of the admin token in the database, and nothing from which the token could be had. */
@Component
class TokenHash {
    private final JdbcClient jdbc;

    TokenHash(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> find() {
        return jdbc.sql("select sha256 from admin_token").query(byte[].class).optional();
    }

    void replace(byte[] sha256) {
        jdbc.sql("""
                insert into admin_token (only_one, sha256) values (true, :hash)
                on conflict (only_one) do update set sha256 = excluded.sha256
                """).param("hash", sha256).update();
    }
}
