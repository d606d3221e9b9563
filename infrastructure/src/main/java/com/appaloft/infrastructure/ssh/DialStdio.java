package com.appaloft.infrastructure.ssh;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;

/** Leads to the engine through Docker's own program on the server, where its sshd forbids channels to sockets. */
final class DialStdio {
    private static final String COMMAND = "docker system dial-stdio";
    private static final String PING = "GET /_ping HTTP/1.0\r\n\r\n";
    /** OpenSSH allows ten sessions on a connection, unless it is told otherwise. */
    private static final int SESSIONS = 8;

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Semaphore free = new Semaphore(SESSIONS);

    /** Whether the server has the program and an engine answers through it. */
    boolean leadsToAnEngine(SSHClient ssh) {
        try (var socket = open(ssh, "the engine")) {
            socket.getOutputStream().write(PING.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var answer = new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
            return answer.equals("HTTP/1.");
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException where the connection broke, or all sessions are in use for too long */
    Socket open(SSHClient ssh, String server) throws IOException {
        try {
            if (!free.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("all " + SESSIONS + " sessions are in use");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a session", e);
        }
        try {
            return new ChannelSocket(ssh.startSession().exec(COMMAND), server, free::release);
        } catch (IOException | RuntimeException e) {
            free.release();
            throw e;
        }
    }
}
