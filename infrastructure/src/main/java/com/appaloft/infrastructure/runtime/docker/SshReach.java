package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.infrastructure.ssh.FreeSpace;
import com.appaloft.infrastructure.ssh.SshLink;
import com.appaloft.infrastructure.ssh.Use;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The engine of a server that is reached over SSH: every connection is a channel, nothing is installed or run there. */
final class SshReach implements Reach {
    static final String SOCKET = "/var/run/docker.sock";
    /** Below the ports that Linux gives to outgoing connections. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;
    private static final int TRIES = 20;

    private final SshLink link;

    SshReach(SshLink link) {
        this.link = link;
    }

    @Override
    public String shown() {
        return link.target().toString();
    }

    @Override
    public String dockerHost() {
        return "unix://" + SOCKET;
    }

    @Override
    public DockerHttpClient transport(int connections) {
        return new SocketTransport(() -> link.toEngine(SOCKET, Use.CALL), connections);
    }

    @Override
    public DockerHttpClient streams(int connections) {
        return new SocketTransport(() -> link.toEngine(SOCKET, Use.STREAM), connections);
    }

    /** Whatever address it listens on, its own loopback address leads there. */
    @Override
    public Socket toPort(String host, int port, Duration limit) throws IOException {
        return link.toPort(port);
    }

    @Override
    public String publicHost() {
        return link.target().host();
    }

    @Override
    public Socket toSocket(String path) {
        return link.toSocket(path);
    }

    @Override
    public boolean prompt() {
        return link.prompt();
    }

    @Override
    public int freePort(String host) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (!answers(port)) {
                return port;
            }
        }
        throw new IOException("of " + TRIES + " ports none was free");
    }

    private boolean answers(int port) throws IOException {
        try (var socket = link.toPort(port)) {
            return true;
        } catch (ConnectException nobody) {
            return false;
        }
    }

    @Override
    public List<Check> checkTheWay() {
        return link.check();
    }

    /** An sshd says the same of a socket that nobody serves and of one that the user may not use; the server tells them apart. */
    @Override
    public String adviceOnSilence() {
        var user = link.target().user();
        return user.equals("root")
                ? Reach.super.adviceOnSilence()
                : "Run docker info on the server as " + user + ". Where permission is denied: usermod -aG docker "
                        + user + ". Otherwise see that the Docker engine runs and is well.";
    }

    @Override
    public Optional<FreeSpace> freeSpace(String path) {
        return link.freeSpace(path);
    }

    @Override
    public void close() {
        link.close();
    }
}
