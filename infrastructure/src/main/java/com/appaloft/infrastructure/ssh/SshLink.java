package com.appaloft.infrastructure.ssh;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one server, made when it is first needed and again when it is needed after it broke. Keep-alive messages notice
 * within about ten seconds that the other side is gone; whatever waits on a channel then fails with {@link LinkLost}.
 */
public final class SshLink implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** How long a channel may be left unread by who listens there: an engine that is busy is no broken link. */
    static final Duration UNREAD = Duration.ofMinutes(10);

    /** How long anything waits before it looks whether the connection is still there. */
    private static final Duration MOMENT = Duration.ofSeconds(5);

    /** A link that takes longer is not well. */
    private static final Duration PROMPT = Duration.ofMillis(500);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    /** A channel to be opened on a connection. */
    private interface Opening {
        LinkChannel on(SSHClient client);
    }

    private final SshTarget target;
    private final Duration unread;
    private final SshLogin login;
    private final DialStdio stdio = new DialStdio();
    /** Whether its sshd opens no channels to sockets. */
    private volatile boolean forbidden;

    private boolean ended;
    private @Nullable SSHClient client;
    private @Nullable BackendFailure lastFailure;
    private long failedAt;

    public SshLink(SshTarget target) {
        this(target, UNREAD);
    }

    SshLink(SshTarget target, Duration unread) {
        this.target = target;
        this.unread = unread;
        this.login = new SshLogin(target);
    }

    public SshTarget target() {
        return target;
    }

    /**
     * A new channel to a unix socket on the server.
     *
     * @throws BackendFailure {@code server-unreachable}, {@code host-key-mismatch}, {@code ssh-auth-failed}, and
     *     {@code engine-unavailable} where the server does not let us to the socket
     */
    public Socket toSocket(String path) {
        return open(
                ssh -> LinkChannel.toSocket(ssh.getConnection(), path),
                new Refused(FailureCode.ENGINE_UNAVAILABLE, "The server does not let us to its socket " + path + "."));
    }

    /**
     * A new channel to the engine: to its unix socket, or where the server's sshd forbids that, to a program there that leads to it.
     *
     * @throws BackendFailure as {@link #toSocket}
     */
    public Socket toEngine(String path, Use use) {
        if (forbidden) {
            return byProgram(use);
        }
        try {
            return toSocket(path);
        } catch (BackendFailure e) {
            // OpenSSH says the same of a socket that is not there and of one that it forbids
            if (e.code() != FailureCode.ENGINE_UNAVAILABLE || !stdio.leadsToAnEngine(connected())) {
                throw e;
            }
        }
        return knownToBeThere(path, use);
    }

    /** An engine that was just starting is there now, and its socket with it. */
    private Socket knownToBeThere(String path, Use use) {
        try {
            return toSocket(path);
        } catch (BackendFailure e) {
            if (e.code() != FailureCode.ENGINE_UNAVAILABLE) {
                throw e;
            }
            forbidden = true;
            return byProgram(use);
        }
    }

    private Socket byProgram(Use use) {
        try {
            return stdio.open(connected(), target.toString(), use);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * A new channel to a TCP port on the server's own loopback address.
     *
     * @throws ConnectException where nothing listens there
     * @throws BackendFailure as {@link #toSocket}
     */
    public Socket toPort(int port) throws ConnectException {
        try {
            return open(
                    ssh -> LinkChannel.toPort(ssh.getConnection(), port),
                    new Refused(null, "Nothing answers at port " + port + " of the server."));
        } catch (NothingThere e) {
            throw new ConnectException(e.getMessage());
        }
    }

    /** Connects if need be; proves that the server is the one that was confirmed and lets us in. */
    public void prove() {
        connected();
    }

    /**
     * Whether a question comes back at once, on the connection that there was.
     *
     * @throws BackendFailure {@code server-unreachable} where it does not come back at all
     */
    public boolean prompt() {
        long asked = System.nanoTime();
        var before = known();
        var ssh = connected();
        try {
            ssh.getConnection()
                    .sendGlobalRequest("keepalive@openssh.com", true, new byte[0])
                    .retrieve(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ConnectionException refused) {
            // OpenSSH knows no such request and says so, which is an answer
            if (!ssh.isConnected() || System.nanoTime() - asked >= ANSWER.toNanos()) {
                throw broken(refused);
            }
        } catch (IOException e) {
            throw broken(e);
        }
        return ssh.equals(before) && System.nanoTime() - asked < PROMPT.toNanos();
    }

    /** Comes to the server step by step and says how far it came. Never throws. */
    public List<Check> check() {
        return new SshChecks(target).run();
    }

    /**
     * How much room there is where this path is, asked of the server's sftp.
     *
     * @return empty where it does not tell
     */
    public Optional<FreeSpace> freeSpace(String path) {
        return SftpSpace.at(path, connected());
    }

    /** From now on nobody comes to the server by it: whoever still uses it would log in by what does not count any more. */
    @Override
    public synchronized void close() {
        ended = true;
        forget();
    }

    private synchronized void forget() {
        var open = client;
        client = null;
        if (open != null) {
            try {
                // first: who takes leave in order waits for whoever is writing
                open.getSocket().close();
                open.disconnect();
            } catch (IOException e) {
                // it was broken already
            }
        }
    }

    /** @param code absent where it is no failure of the server */
    private record Refused(@Nullable FailureCode code, String sentence) {}

    private static final class NothingThere extends RuntimeException {
        NothingThere(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    private Socket open(Opening opening, Refused refused) {
        var ssh = connected();
        try {
            var channel = opening.on(ssh);
            channel.open();
            return new ChannelSocket(channel, target.toString(), unread, () -> {});
        } catch (OpenFailException e) {
            if (refused.code() == null && e.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED) {
                throw new BackendFailure(
                        FailureCode.SSH_AUTH_FAILED,
                        "The server's sshd does not let us to its ports; allow it there: AllowTcpForwarding local.",
                        e.getMessage(),
                        e);
            }
            if (refused.code() == null) {
                throw new NothingThere(refused.sentence(), e);
            }
            throw new BackendFailure(refused.code(), refused.sentence(), e.getMessage(), e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private BackendFailure broken(IOException e) {
        return new BackendFailure(
                FailureCode.SERVER_UNREACHABLE, "The connection to " + target + " broke.", e.getMessage(), e);
    }

    private SSHClient connect() {
        try {
            var fresh = login.connect();
            lastFailure = null;
            return fresh;
        } catch (BackendFailure e) {
            lastFailure = e;
            failedAt = System.nanoTime();
            throw e;
        }
    }

    private synchronized @Nullable SSHClient known() {
        return client;
    }

    /** Many may wait for one connection; where there is none they all learn it at once, not each after its own time-out. */
    private synchronized SSHClient connected() {
        if (ended) {
            throw new BackendFailure(
                    FailureCode.SERVER_UNREACHABLE, "This way to " + target + " was closed; there is another one now.");
        }
        var known = client;
        if (known != null && known.isConnected() && known.isAuthenticated()) {
            return known;
        }
        var failed = lastFailure;
        if (failed != null && System.nanoTime() - failedAt < AGAIN_AFTER.toNanos()) {
            throw failed;
        }
        forget();
        forbidden = false;
        var fresh = connect();
        fresh.getConnection().setTimeoutMs((int) MOMENT.toMillis());
        client = fresh;
        return fresh;
    }
}
