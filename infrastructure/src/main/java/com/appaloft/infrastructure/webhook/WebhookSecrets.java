package com.appaloft.infrastructure.webhook;

import com.appaloft.domain.shared.WebhookId;
import com.appaloft.infrastructure.secrets.SealedStore;
import com.appaloft.infrastructure.secrets.SealedText;
import com.appaloft.infrastructure.secrets.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What signs the deliveries of each subscription, sealed for it. */
@Component
class WebhookSecrets implements SealedStore {
    private static final int BATCH = 100;

    private record Kept(WebhookId id, String secret) {}

    private final JdbcClient jdbc;
    private final SecretBox box;

    WebhookSecrets(JdbcClient jdbc, SecretBox box) {
        this.jdbc = jdbc;
        this.box = box;
    }

    /** In the transaction that stores it. */
    SealedText seal(WebhookId id, String secret) {
        return box.seal(id.value(), secret);
    }

    /** @param row of {@code webhook} */
    String open(WebhookId id, ResultSet row) throws SQLException {
        return box.open(
                id.value(), new SealedText(row.getString("key_id"), row.getBytes("nonce"), row.getBytes("ciphertext")));
    }

    @Override
    public int resealSome(String keyId) {
        var some = jdbc.sql("select * from webhook where key_id <> ? limit ? for update")
                .params(keyId, BATCH)
                .query((row, n) -> {
                    var id = new WebhookId(row.getString("id"));
                    return new Kept(id, open(id, row));
                })
                .list();
        some.forEach(this::reseal);
        return some.size();
    }

    private void reseal(Kept kept) {
        var sealed = seal(kept.id(), kept.secret());
        jdbc.sql("update webhook set key_id = ?, nonce = ?, ciphertext = ? where id = ?")
                .params(
                        sealed.keyId(),
                        sealed.nonce(),
                        sealed.ciphertext(),
                        kept.id().value())
                .update();
    }

    @Override
    public long sealedOtherwise(String keyId) {
        return jdbc.sql("select count(*) from webhook where key_id <> ?")
                .param(keyId)
                .query(Long.class)
                .single();
    }
}
