package com.appaloft.infrastructure.source.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;

/** A git host reached over ssh on loopback, with host keys of two kinds and one user's key let in. */
final class GitOverSsh implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair elliptic = pair("EC", 256);
    private final KeyPair rsa = pair("RSA", 2048);
    private final KeyPair user = pair("RSA", 2048);

    GitOverSsh(Repository repository) throws IOException {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(List.of(elliptic, rsa)));
        server.setPublickeyAuthenticator((name, key, session) -> KeyUtils.compareKeys(key, user.getPublic()));
        server.setCommandFactory((channel, command) -> new Upload(repository));
        server.start();
    }

    String address() {
        return "ssh://git@127.0.0.1:" + server.getPort() + "/repository";
    }

    /** Of the key that a client does not ask for first. */
    String fingerprint() {
        return KeyUtils.getFingerPrint(rsa.getPublic());
    }

    String privateKey() {
        return pem(user);
    }

    String otherPrivateKey() {
        return pem(pair("RSA", 2048));
    }

    private static String pem(KeyPair pair) {
        var text = new StringWriter();
        text.write("-----BEGIN PRIVATE KEY-----\n");
        text.write(Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded()));
        text.write("\n-----END PRIVATE KEY-----");
        return text.toString();
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    /** Whatever is asked for, the one repository is handed out. */
    private static final class Upload implements Command {
        private final Repository repository;
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private ExitCallback exit = (code, message, close) -> {};

        Upload(Repository repository) {
            this.repository = repository;
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            // nothing is said
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            Thread.ofVirtual().start(() -> {
                try {
                    new UploadPack(repository).upload(in, out, null);
                    exit.onExit(0);
                } catch (IOException e) {
                    exit.onExit(1);
                }
            });
        }

        @Override
        public void destroy(ChannelSession channel) {
            // ends by itself
        }
    }
}
