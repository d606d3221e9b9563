package com.appaloft.domain.server;

import org.jspecify.annotations.Nullable;

/**
 * How a server is reached over SSH.
 *
 * @param hostKey the fingerprint of its host key that a person confirmed, {@code SHA256:…}; absent until then, and nothing is sent
 * @param keyVersion which of the private keys kept for it opens it, from 1; the key itself is in no event
 */
public record SshAccess(
        String host, int port, String user, @Nullable String hostKey, int keyVersion) {
    /** @param hostKey where somebody knows it already */
    public static SshAccess first(String host, int port, String user, @Nullable String hostKey) {
        return new SshAccess(host, port, user, hostKey, 1);
    }

    SshAccess confirmed(String fingerprint) {
        return new SshAccess(host, port, user, fingerprint, keyVersion);
    }

    SshAccess withNextKey() {
        return new SshAccess(host, port, user, hostKey, keyVersion + 1);
    }
}
