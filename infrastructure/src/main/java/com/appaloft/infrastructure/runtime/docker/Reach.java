package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.infrastructure.ssh.FreeSpace;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an engine, and the ports that its server publishes, are connected to from here. */
interface Reach extends AutoCloseable {
    /** For people: {@code unix:///var/run/docker.sock}, {@code ssh://ada@host:22}. */
    String shown();

    /** What the engine is configured with where a client of this machine would talk to it; decides which registry logins are found. */
    String dockerHost();

    /** @param connections how many are open at most at once */
    DockerHttpClient transport(int connections);

    /** As {@link #transport}, for requests whose answers last. */
    default DockerHttpClient streams(int connections) {
        return transport(connections);
    }

    /**
     * Connects to a port as a process of the server itself would.
     *
     * @param host an address of the server
     * @throws IOException where nothing answers
     */
    Socket toPort(String host, int port, Duration limit) throws IOException;

    /** The name or address under which people reach what the server publishes; absent for this very machine. */
    @Nullable
    String publicHost();

    /**
     * Whether the way to the server is well right now, so that an answer that did not come is not the way's fault.
     *
     * @throws com.appaloft.application.port.BackendFailure {@code server-unreachable} where it broke
     */
    boolean prompt();

    /**
     * Connects to a unix socket of the server.
     *
     * @throws IOException where nothing answers
     */
    Socket toSocket(String path) throws IOException;

    /** A TCP port of the server that is free right now on this address of it. @throws IOException if none is found */
    int freePort(String host) throws IOException;

    /** Comes as far as the engine's door and says how. Never throws. */
    List<Check> checkTheWay();

    /** What to do where the engine does not answer. */
    default String adviceOnSilence() {
        return "See that the Docker engine runs and is well: docker info.";
    }

    /** How much room there is where this path is on the server; empty where nobody tells. */
    Optional<FreeSpace> freeSpace(String path);

    @Override
    void close();
}
