package com.appaloft.infrastructure.runtime.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between us and the engine, so that the engine can go away and come back without being stopped for everybody. */
final class CuttableSocket implements AutoCloseable {
    private final Path engine;
    private final Path socket;
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private ServerSocketChannel listener;

    /** Cut at first. */
    CuttableSocket(Path engine, Path socket) {
        this.engine = engine;
        this.socket = socket;
    }

    String host() {
        return "unix://" + socket;
    }

    void connect() throws IOException {
        ServerSocketChannel fresh = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        fresh.bind(UnixDomainSocketAddress.of(socket));
        listener = fresh;
        Thread.ofPlatform().daemon().start(() -> relay(fresh));
    }

    void cut() throws IOException {
        if (listener != null) {
            listener.close();
        }
        Files.deleteIfExists(socket);
        for (SocketChannel channel : open) {
            channel.close();
        }
        open.clear();
    }

    private void relay(ServerSocketChannel from) {
        try {
            while (true) {
                SocketChannel ours = from.accept();
                SocketChannel theirs = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                open.addAll(List.of(ours, theirs));
                Thread.ofPlatform().daemon().start(() -> copy(ours, theirs));
                Thread.ofPlatform().daemon().start(() -> copy(theirs, ours));
            }
        } catch (IOException e) {
            return;
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(8192);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
