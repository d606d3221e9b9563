package com.appaloft.infrastructure.secrets;

import com.appaloft.application.port.Secrets;
import com.appaloft.domain.shared.EnvironmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps secrets in PostgreSQL, each sealed for its environment, name and version. */
@Component
class EncryptedSecrets implements Secrets, SealedStore {
    private static final int BATCH = 100;

    private record Kept(EnvironmentId environment, String name, int version, SealedText sealed) {}

    private final JdbcClient jdbc;
    private final SecretBox box;
    private final KnownSecrets known;
    private final Clock clock;

    EncryptedSecrets(JdbcClient jdbc, SecretBox box, KnownSecrets known, Clock clock) {
        this.jdbc = jdbc;
        this.box = box;
        this.known = known;
        this.clock = clock;
    }

    @Override
    public int put(EnvironmentId environment, String name, String value) {
        int version = jdbc.sql("""
                        select coalesce(max(version), 0) + 1 from environment_secret where environment_id = ? and name = ?""")
                .params(environment.value(), name)
                .query(Integer.class)
                .single();
        var sealed = box.seal(place(environment, name, version), value);
        jdbc.sql("""
                        insert into environment_secret (environment_id, name, version, key_id, nonce, ciphertext, stored_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(environment.value(), name, version, sealed.keyId(), sealed.nonce(), sealed.ciphertext(), now())
                .update();
        known.remember(value);
        return version;
    }

    @Override
    public Optional<String> reveal(EnvironmentId environment, String name, int version) {
        var value = jdbc.sql("""
                        select * from environment_secret
                        where environment_id = ? and name = ? and version = ? and deleted_at is null""")
                .params(environment.value(), name, version)
                .query(EncryptedSecrets::kept)
                .optional()
                .map(this::opened);
        value.ifPresent(known::remember);
        return value;
    }

    @Override
    public void delete(EnvironmentId environment, String name, int version) {
        jdbc.sql("""
                        update environment_secret set key_id = null, nonce = null, ciphertext = null, deleted_at = ?
                        where environment_id = ? and name = ? and version = ? and deleted_at is null""").params(now(), environment.value(), name, version).update();
    }

    @Override
    public String fingerprint(String value) {
        return box.fingerprint(value);
    }

    @Override
    public int resealSome(String keyId) {
        var some =
                jdbc.sql("""
                        select * from environment_secret where key_id <> ? limit ? for update""").params(keyId, BATCH).query(EncryptedSecrets::kept).list();
        some.forEach(this::reseal);
        return some.size();
    }

    @Override
    public long sealedOtherwise(String keyId) {
        return jdbc.sql("select count(*) from environment_secret where key_id <> ?")
                .param(keyId)
                .query(Long.class)
                .single();
    }

    private void reseal(Kept kept) {
        var sealed = box.seal(place(kept.environment(), kept.name(), kept.version()), opened(kept));
        jdbc.sql("""
                        update environment_secret set key_id = ?, nonce = ?, ciphertext = ?
                        where environment_id = ? and name = ? and version = ?""")
                .params(
                        sealed.keyId(),
                        sealed.nonce(),
                        sealed.ciphertext(),
                        kept.environment().value(),
                        kept.name(),
                        kept.version())
                .update();
    }

    private String opened(Kept kept) {
        return box.open(place(kept.environment(), kept.name(), kept.version()), kept.sealed());
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(
                new EnvironmentId(row.getString("environment_id")),
                row.getString("name"),
                row.getInt("version"),
                new SealedText(row.getString("key_id"), row.getBytes("nonce"), row.getBytes("ciphertext")));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String place(EnvironmentId environment, String name, int version) {
        return environment.value() + "|" + name + "|" + version;
    }
}
