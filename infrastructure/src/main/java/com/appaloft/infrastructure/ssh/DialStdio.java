package com.appaloft.infrastructure.ssh;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;

/** Leads to the engine through Docker's own program on the server, where its sshd forbids channels to sockets. */
final class DialStdio {
    private static final String COMMAND = "docker system dial-stdio";
    private static final String PING = "GET /_ping HTTP/1.0\r\n\r\n";
    /** OpenSSH allows ten sessions on a connection, unless it is told otherwise. */
    private static final int SESSIONS = 8;

    /** So that no number of builds and logs that are followed keeps a short question waiting. */
    private static final int STREAMS = 5;

    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

    private final Duration wait;
    private final Semaphore free = new Semaphore(SESSIONS);
    private final Semaphore freeForStreams = new Semaphore(STREAMS);

    DialStdio() {
        this(Duration.ofSeconds(25));
    }

    /** @param wait for a session in all, where all are in use; shorter than what patience takes for an answer of the server */
    DialStdio(Duration wait) {
        this.wait = wait;
    }

    /** Whether the server has the program and an engine answers through it. */
    boolean leadsToAnEngine(SSHClient ssh) {
        try (var socket = open(ssh, "the engine", Use.CALL)) {
            socket.getOutputStream().write(PING.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var answer = new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
            return answer.equals("HTTP/1.");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @throws IOException where the connection broke
     * @throws BackendFailure {@code server-unreachable} where all sessions are in use for too long
     */
    Socket open(SSHClient ssh, String server, Use use) throws IOException {
        long until = System.nanoTime() + wait.toNanos();
        if (use == Use.CALL) {
            acquire(free, SESSIONS, server, until);
            return begun(ssh, server, until, free::release);
        }
        acquire(freeForStreams, STREAMS, server, until);
        try {
            acquire(free, SESSIONS, server, until);
        } catch (IOException | RuntimeException e) {
            freeForStreams.release();
            throw e;
        }
        return begun(ssh, server, until, () -> {
            free.release();
            freeForStreams.release();
        });
    }

    private static void acquire(Semaphore sessions, int number, String server, long until) throws IOException {
        try {
            if (!sessions.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw allInUse("All " + number + " sessions on the connection to " + server + " are in use.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a session", e);
        }
    }

    private static Socket begun(SSHClient ssh, String server, long until, Runnable whenClosed) throws IOException {
        try {
            return new ChannelSocket(session(ssh, server, until), server, SshLink.UNREAD, whenClosed);
        } catch (IOException | RuntimeException e) {
            whenClosed.run();
            throw e;
        }
    }

    /** An sshd counts a session until its program ended, which may be after we were told that it is closed. */
    private static LinkSession session(SSHClient ssh, String server, long until) throws IOException {
        while (true) {
            try {
                return begun(new LinkSession(ssh.getConnection()));
            } catch (OpenFailException e) {
                if (System.nanoTime() - until > 0) {
                    throw allInUse("All sessions that the sshd of " + server + " allows are in use.", e);
                }
                pause();
            }
        }
    }

    private static LinkSession begun(LinkSession session) throws IOException {
        session.open();
        try {
            session.exec(COMMAND);
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(AGAIN_AFTER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a session", e);
        }
    }

    /** Waited out like a broken way: whoever uses one will be done. */
    private static BackendFailure allInUse(String sentence, @Nullable Exception cause) {
        return new BackendFailure(
                FailureCode.SERVER_UNREACHABLE, sentence, cause == null ? null : cause.getMessage(), cause);
    }
}
