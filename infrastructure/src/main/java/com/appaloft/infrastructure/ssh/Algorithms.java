package com.appaloft.infrastructure.ssh;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.common.Factory;

/** What we are willing to speak: nothing with SHA-1, CBC, RC4 or DSA, the fastest cipher first. */
final class Algorithms {
    private static final List<String> CIPHERS = List.of(
            "chacha20-poly1305@openssh.com",
            "aes256-gcm@openssh.com",
            "aes128-gcm@openssh.com",
            "aes256-ctr",
            "aes192-ctr",
            "aes128-ctr");
    private static final List<String> EXCHANGES = List.of(
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "ecdh-sha2-nistp256",
            "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521",
            "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
            "diffie-hellman-group14-sha256");
    private static final List<String> MACS =
            List.of("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512");
    private static final List<String> COMPRESSION = List.of("none");

    /** The kinds of host keys, each with the algorithms that sign with it; a server may have one of each. */
    static final List<List<String>> HOST_KEYS = List.of(
            List.of("ssh-ed25519"),
            List.of("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
            List.of("rsa-sha2-512", "rsa-sha2-256"));

    private Algorithms() {}

    /** @param first the kind of host key that is asked for before the others */
    static Config config(List<String> first) {
        var config = new DefaultConfig();
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        config.setCipherFactories(chosen(config.getCipherFactories(), CIPHERS));
        config.setKeyExchangeFactories(chosen(config.getKeyExchangeFactories(), EXCHANGES));
        config.setMACFactories(chosen(config.getMACFactories(), MACS));
        config.setCompressionFactories(chosen(config.getCompressionFactories(), COMPRESSION));
        var keys = Stream.concat(first.stream(), HOST_KEYS.stream().flatMap(List::stream))
                .distinct()
                .toList();
        config.setKeyAlgorithms(chosen(config.getKeyAlgorithms(), keys));
        return config;
    }

    private static <T> List<Factory.Named<T>> chosen(List<Factory.Named<T>> offered, List<String> wanted) {
        var known = Set.copyOf(wanted);
        return offered.stream()
                .filter(one -> known.contains(one.getName()))
                .sorted((a, b) -> Integer.compare(wanted.indexOf(a.getName()), wanted.indexOf(b.getName())))
                .toList();
    }
}
