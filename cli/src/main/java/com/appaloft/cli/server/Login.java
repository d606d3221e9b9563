package com.appaloft.cli.server;

import com.appaloft.cli.terminal.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a server is reached over SSH; secrets come from files, never as arguments that others can read. */
final class Login {
    @Option(names = "--host", description = "Name or address, for docker-ssh.")
    private @Nullable String host;

    @Option(names = "--port", description = "Port of its sshd; 22 if not given.")
    private @Nullable Integer port;

    @Option(names = "--user", description = "Who may use its Docker engine.")
    private @Nullable String user;

    @Option(names = "--private-key-file", description = "Where the private key is.")
    private @Nullable Path privateKey;

    @Option(names = "--passphrase-file", description = "Where the passphrase of the key is.")
    private @Nullable Path passphrase;

    @Option(names = "--host-key", description = "Fingerprint of its host key, as ssh-keygen -l shows it.")
    private @Nullable String hostKey;

    void into(Session session, ObjectNode body) {
        if (host != null) {
            body.put("host", host);
        }
        if (port != null) {
            body.put("port", port);
        }
        if (user != null) {
            body.put("user", user);
        }
        if (privateKey != null) {
            key(session, body, privateKey, passphrase);
        }
        if (hostKey != null) {
            body.put("hostKeyFingerprint", hostKey);
        }
    }

    /** Puts the key into the body, with its passphrase without the line break that ends it. */
    static void key(Session session, ObjectNode body, Path privateKey, @Nullable Path passphrase) {
        body.put("privateKey", read(session, privateKey));
        if (passphrase != null) {
            body.put("passphrase", read(session, passphrase).stripTrailing());
        }
    }

    private static String read(Session session, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw session.misuse("The file " + file + " cannot be read; give a text file that you may read.");
        }
    }
}
