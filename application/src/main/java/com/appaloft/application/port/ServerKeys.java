package com.appaloft.application.port;

import com.appaloft.domain.shared.ServerId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the private keys that open servers, encrypted at rest; write-only for people. */
public interface ServerKeys {
    /**
     * A private key.
     *
     * @param text in OpenSSH's, PKCS #8's or PKCS #1's text form
     * @param passphrase absent where it has none
     */
    record PrivateKey(String text, @Nullable String passphrase) {
        @Override
        public String toString() {
            return "a private key";
        }
    }

    /** Why this is no key that can be used, if it is none. */
    Optional<String> refusal(PrivateKey key);

    /** Stores this version of a server's key in the current transaction; those before it are destroyed. */
    void put(ServerId server, int version, PrivateKey key);

    /** Destroys every key of the server in the current transaction. */
    void remove(ServerId server);

    Optional<PrivateKey> reveal(ServerId server, int version);
}
