package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.infrastructure.ssh.FreeSpace;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.UnixSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine of this machine, at its socket. */
record LocalReach(String dockerHost) implements Reach {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    @Override
    public String shown() {
        return dockerHost;
    }

    @Override
    public DockerHttpClient transport(int connections) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(dockerHost)
                .build();
        return new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(connections)
                .connectionTimeout(CONNECT)
                .build();
    }

    @Override
    public Socket toPort(String host, int port, Duration limit) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), (int) limit.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public @Nullable String publicHost() {
        return null;
    }

    @Override
    public Socket toSocket(String path) throws IOException {
        return UnixSocket.get(path);
    }

    @Override
    public boolean prompt() {
        return true;
    }

    @Override
    public int freePort(String host) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public List<Check> checkTheWay() {
        String name = "engine-permissions";
        if (!dockerHost.startsWith("unix:")) {
            return List.of(new Check(name, true, "The engine is reached over the network at " + dockerHost + ".", ""));
        }
        Path socket = Path.of(URI.create(dockerHost).getPath());
        if (!Files.exists(socket)) {
            return List.of(new Check(
                    name,
                    false,
                    socket + " does not exist.",
                    "Start the Docker engine, or set DOCKER_HOST to where it listens."));
        }
        return List.of(
                Files.isReadable(socket) && Files.isWritable(socket)
                        ? new Check(name, true, socket + " may be read and written.", "")
                        : new Check(
                                name,
                                false,
                                socket + " may not be read and written by this user.",
                                "Add the user that runs Appaloft to the group docker, and log in again."));
    }

    @Override
    public Optional<FreeSpace> freeSpace(String path) {
        if (!dockerHost.startsWith("unix:")) {
            // that machine's path is another one on this machine
            return Optional.empty();
        }
        try {
            var store = Files.getFileStore(Path.of(path));
            return Optional.of(new FreeSpace(store.getUsableSpace(), store.getTotalSpace()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
