package com.appaloft.infrastructure.ssh;

import com.appaloft.application.port.ServerKeys;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.infrastructure.secrets.KnownSecrets;
import com.appaloft.infrastructure.secrets.SealedStore;
import com.appaloft.infrastructure.secrets.SealedText;
import com.appaloft.infrastructure.secrets.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Private keys in PostgreSQL, each sealed for its server and version. */
@Component
class SealedServerKeys implements ServerKeys, SealedStore {
    private static final int BATCH = 100;

    private record Kept(ServerId server, int version, SealedText sealed) {
        String place() {
            return server.value() + "|" + version;
        }
    }

    private final JdbcClient jdbc;
    private final SecretBox box;
    private final KnownSecrets known;
    private final Clock clock;

    SealedServerKeys(JdbcClient jdbc, SecretBox box, KnownSecrets known, Clock clock) {
        this.jdbc = jdbc;
        this.box = box;
        this.known = known;
        this.clock = clock;
    }

    @Override
    public Optional<String> refusal(PrivateKey key) {
        try {
            PrivateKeyText.read(key.text(), key.passphrase());
            return Optional.empty();
        } catch (PrivateKeyText.Unreadable e) {
            return Optional.of(e.sentence());
        }
    }

    @Override
    public void put(ServerId server, int version, PrivateKey key) {
        var passphrase = key.passphrase() == null ? "" : key.passphrase();
        var sealed = box.seal(server.value() + "|" + version, passphrase + "\n" + key.text());
        remove(server);
        jdbc.sql("""
                insert into server_key (server_id, version, key_id, nonce, ciphertext, stored_at)
                values (?, ?, ?, ?, ?, ?)""")
                .params(
                        server.value(),
                        version,
                        sealed.keyId(),
                        sealed.nonce(),
                        sealed.ciphertext(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        remember(key);
    }

    @Override
    public void remove(ServerId server) {
        jdbc.sql("delete from server_key where server_id = ?")
                .param(server.value())
                .update();
    }

    @Override
    public Optional<PrivateKey> reveal(ServerId server, int version) {
        var key = jdbc.sql("select * from server_key where server_id = ? and version = ?")
                .params(server.value(), version)
                .query(SealedServerKeys::kept)
                .optional()
                .map(kept -> key(box.open(kept.place(), kept.sealed())));
        key.ifPresent(this::remember);
        return key;
    }

    private void remember(PrivateKey key) {
        known.remember(key.text());
        if (key.passphrase() != null) {
            known.remember(key.passphrase());
        }
    }

    /** The passphrase is the first line, empty where there is none. */
    private static PrivateKey key(String opened) {
        int end = opened.indexOf('\n');
        return new PrivateKey(opened.substring(end + 1), end == 0 ? null : opened.substring(0, end));
    }

    @Override
    public int resealSome(String keyId) {
        var some = jdbc.sql("select * from server_key where key_id <> ? limit ? for update")
                .params(keyId, BATCH)
                .query(SealedServerKeys::kept)
                .list();
        some.forEach(this::reseal);
        return some.size();
    }

    private void reseal(Kept kept) {
        var sealed = box.seal(kept.place(), box.open(kept.place(), kept.sealed()));
        jdbc.sql("update server_key set key_id = ?, nonce = ?, ciphertext = ? where server_id = ? and version = ?")
                .params(
                        sealed.keyId(),
                        sealed.nonce(),
                        sealed.ciphertext(),
                        kept.server().value(),
                        kept.version())
                .update();
    }

    @Override
    public long sealedOtherwise(String keyId) {
        return jdbc.sql("select count(*) from server_key where key_id <> ?")
                .param(keyId)
                .query(Long.class)
                .single();
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(
                new ServerId(row.getString("server_id")),
                row.getInt("version"),
                new SealedText(row.getString("key_id"), row.getBytes("nonce"), row.getBytes("ciphertext")));
    }
}
