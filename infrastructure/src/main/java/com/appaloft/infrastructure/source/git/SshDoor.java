package com.appaloft.infrastructure.source.git;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.GitRepositories.Remote;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.source.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** Opens ssh with one key and to one host key only: no agent, no configuration, no known-hosts file of this machine. */
final class SshDoor implements AutoCloseable {
    /** A host may have keys of several kinds, and the fingerprint is of one of them. */
    static final List<String> KINDS = List.of(
            "ssh-ed25519", "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521", "rsa-sha2-512,rsa-sha2-256");

    private final String expected;
    private final SshdSessionFactory sessions;
    private @Nullable String presented;

    SshDoor(Remote remote, Path home, String kind) {
        this.expected = Objects.requireNonNullElse(remote.source().hostKeyFingerprint(), "none");
        var keys = keys(remote.credentials());
        this.sessions = new SshdSessionFactoryBuilder()
                .setHomeDirectory(home.toFile())
                .setSshDirectory(home.toFile())
                .setPreferredAuthentications("publickey")
                .setConfigStoreFactory((userHome, config, user) -> new OneSetting("HostKeyAlgorithms", kind))
                .setDefaultKeysProvider(directory -> keys)
                .setServerKeyDatabase((userHome, directory) -> new Pinned())
                .setConnectorFactory(null)
                .build(null);
    }

    SshdSessionFactory sessions() {
        return sessions;
    }

    /** Whether the host proved to be the one that was meant. */
    boolean opened() {
        return expected.equals(presented);
    }

    static BackendFailure mismatch(Source.GitRepository source, List<String> seen) {
        return new BackendFailure(
                FailureCode.SOURCE_AUTH_FAILED,
                "The git host of " + source.locator() + " did not show the key " + source.hostKeyFingerprint() + ".",
                "It showed " + String.join(", ", seen) + ".",
                null);
    }

    @Nullable
    String presented() {
        return presented;
    }

    @Override
    public void close() {
        sessions.close();
    }

    private static List<KeyPair> keys(@Nullable String privateKey) {
        if (privateKey == null) {
            return List.of();
        }
        var text = (privateKey.strip() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            var found = new ArrayList<KeyPair>();
            var all = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("secret"), new ByteArrayInputStream(text), FilePasswordProvider.EMPTY);
            if (all != null) {
                all.forEach(found::add);
            }
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // the message of a parser may repeat what it parsed
            throw noKey();
        }
        throw noKey();
    }

    private static BackendFailure noKey() {
        return new BackendFailure(
                FailureCode.SOURCE_AUTH_FAILED,
                "The secret for the git host does not hold a private key without a passphrase.");
    }

    /** Accepts the key with the expected fingerprint, whatever the host is called. */
    private final class Pinned implements ServerKeyDatabase {
        @Override
        public List<PublicKey> lookup(String host, InetSocketAddress address, Configuration configuration) {
            return List.of();
        }

        @Override
        public boolean accept(
                String host,
                InetSocketAddress address,
                PublicKey key,
                Configuration configuration,
                @Nullable CredentialsProvider provider) {
            presented = KeyUtils.getFingerPrint(key);
            return opened();
        }
    }

    /** The only line of an ssh configuration there is. */
    private record OneSetting(String key, String setting) implements SshConfigStore, SshConfigStore.HostConfig {
        @Override
        public HostConfig lookup(String host, int port, String user) {
            return this;
        }

        @Override
        public HostConfig lookupDefault(String host, int port, String user) {
            return this;
        }

        @Override
        public @Nullable String getValue(String name) {
            return key.equalsIgnoreCase(name) ? setting : null;
        }

        @Override
        public List<String> getValues(String name) {
            return key.equalsIgnoreCase(name) ? List.of(setting) : List.of();
        }

        @Override
        public Map<String, String> getOptions() {
            return Map.of(key, setting);
        }

        @Override
        public Map<String, List<String>> getMultiValuedOptions() {
            return Map.of();
        }
    }
}
