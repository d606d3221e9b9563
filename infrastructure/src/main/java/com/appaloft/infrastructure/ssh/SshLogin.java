package com.appaloft.infrastructure.ssh;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.timing.Bounded;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** Connects to a server whose host key was confirmed, and logs in; says which of the two did not work. */
final class SshLogin {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** For connecting, and for what both sides say until keys are exchanged. */
    private static final Duration GREETING = Duration.ofSeconds(20);

    private static final int KEEP_ALIVE_SECONDS = 3;
    private static final int UNANSWERED = 3;
    /** With what OpenSSH hangs up on who was refused as often as it allows. */
    private static final String TOO_MANY = "Too many authentication failures";

    private final SshTarget target;
    private final Duration greeting;
    /** The kind of host key that was the confirmed one last time comes first. */
    private final List<List<String>> kinds = new ArrayList<>(Algorithms.HOST_KEYS);

    SshLogin(SshTarget target) {
        this(target, GREETING);
    }

    SshLogin(SshTarget target, Duration greeting) {
        this.target = target;
        this.greeting = greeting;
    }

    /**
     * A server may have a host key of each kind; every kind is asked for until the confirmed one is shown.
     *
     * @throws BackendFailure {@code server-unreachable}, {@code host-key-mismatch}, {@code ssh-auth-failed}
     */
    SSHClient connect() {
        var shown = new ArrayList<String>();
        for (var kind : List.copyOf(kinds)) {
            var expected = new ExpectedHostKey(target.hostKey());
            var client = new SSHClient(Algorithms.config(kind));
            try {
                connect(client, expected);
                kinds.remove(kind);
                kinds.addFirst(kind);
                return loggedIn(client);
            } catch (IOException e) {
                closed(client);
                var key = expected.shown();
                if (key == null || key.equals(target.hostKey())) {
                    throw unreachable(e);
                }
                if (shown.contains(key)) {
                    break;
                }
                shown.add(key);
            }
        }
        throw unexpected(shown);
    }

    private void connect(SSHClient client, ExpectedHostKey expected) throws IOException {
        client.setSocketFactory(new SteadySocket.Factory());
        client.setConnectTimeout((int) CONNECT.toMillis());
        client.setTimeout((int) CONNECT.toMillis());
        client.addHostKeyVerifier(expected);
        // only what is set before connecting is heeded
        var keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
        keepAlive.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        keepAlive.setMaxAliveCount(UNANSWERED);
        greeted(client);
        // a connection that is given up is cut at once: nothing that was sent on it may arrive later
        client.getSocket().setSoLinger(true, 0);
    }

    /** Whatever listens there may send lines without end before it says that it is an sshd (RFC 4253, section 4.2). */
    private void greeted(SSHClient client) throws IOException {
        try {
            var done = Bounded.within(greeting, () -> {
                try {
                    client.connect(target.host(), target.port());
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (done.isEmpty()) {
                throw new SocketTimeoutException(
                        "Nobody there said to be an sshd within " + greeting.toSeconds() + " seconds.");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private SSHClient loggedIn(SSHClient client) throws IOException {
        try {
            client.authPublickey(target.user(), key(client));
            client.setTimeout(0);
            return client;
        } catch (UserAuthException e) {
            if (broke(client, e)) {
                throw e;
            }
            closed(client);
            throw new BackendFailure(
                    FailureCode.SSH_AUTH_FAILED,
                    "The server does not let " + target.user() + " in with this key.",
                    e.getMessage(),
                    e);
        }
    }

    /** sshj says that the login failed also where it was the connection that did. */
    private static boolean broke(SSHClient client, UserAuthException failed) {
        for (Throwable e = failed; e != null; e = e.getCause()) {
            if (e instanceof TransportException told
                    && String.valueOf(told.getMessage()).contains(TOO_MANY)) {
                return false;
            }
            if (e instanceof TransportException
                    || e instanceof ConnectionException
                    || e instanceof TimeoutException
                    || e instanceof SocketException) {
                return true;
            }
        }
        return !client.isConnected();
    }

    private KeyProvider key(SSHClient client) {
        try {
            return client.loadKeys(PrivateKeyText.read(target.privateKey(), target.passphrase()));
        } catch (PrivateKeyText.Unreadable e) {
            closed(client);
            throw new BackendFailure(
                    FailureCode.SSH_AUTH_FAILED, "The private key for " + target + " cannot be read.", e.sentence(), e);
        }
    }

    private BackendFailure unreachable(IOException e) {
        String seen = e instanceof UnknownHostException
                ? "No address of " + target.host() + " was found."
                : String.valueOf(e.getMessage());
        return new BackendFailure(FailureCode.SERVER_UNREACHABLE, "There is no connection to " + target + ".", seen, e);
    }

    private BackendFailure unexpected(List<String> shown) {
        return new BackendFailure(
                FailureCode.HOST_KEY_MISMATCH,
                target.hostKey() == null
                        ? "The host key of " + target + " was not confirmed yet."
                        : "The server at " + target + " is not the one that was confirmed.",
                "It shows " + String.join(", ", shown) + ".",
                null);
    }

    private static void closed(SSHClient client) {
        try {
            client.close();
        } catch (IOException e) {
            // nothing was open
        }
    }
}
