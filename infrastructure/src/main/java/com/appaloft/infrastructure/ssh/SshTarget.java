package com.appaloft.infrastructure.ssh;

import org.jspecify.annotations.Nullable;

/**
 * Where to connect, as whom, and whom to expect there.
 *
 * @param privateKey in OpenSSH's, PKCS #8's or PKCS #1's text form; never logged
 * @param passphrase of the key, if it has one; never logged
 * @param hostKey the fingerprint that was confirmed, {@code SHA256:…} as OpenSSH shows it; absent where none was, and then nothing is
 *     ever sent
 */
public record SshTarget(
        String host,
        int port,
        String user,
        String privateKey,
        @Nullable String passphrase,
        @Nullable String hostKey) {
    /** Where and as whom; none of the secrets. */
    @Override
    public String toString() {
        return "ssh://" + user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
