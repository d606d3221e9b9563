package com.appaloft.infrastructure.ssh;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and an sshd: counts what the client says once keys are exchanged, and hangs up when it said enough. */
final class TappedWire implements AutoCloseable {
    private static final int NEW_KEYS = 21;

    private final ServerSocket door;
    private final String server;
    private final int enough;
    private final AtomicInteger secrets = new AtomicInteger();

    /** @param enough the number of the encrypted message that is not passed on any more */
    TappedWire(String server, int enough) {
        this.server = server;
        this.enough = enough;
        try {
            door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** The same target, by way of the wire. */
    SshTarget to(SshTarget target) {
        return new SshTarget(
                "127.0.0.1",
                door.getLocalPort(),
                target.user(),
                target.privateKey(),
                target.passphrase(),
                target.hostKey());
    }

    /** How many messages the client encrypted, on all its connections. */
    int secrets() {
        return secrets.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                Thread.ofVirtual().start(() -> carry(client));
            }
        } catch (IOException e) {
            return;
        }
    }

    private void carry(Socket client) {
        try (client;
                var sshd = new Socket(server, 22)) {
            Thread.ofVirtual().start(() -> answer(sshd, client));
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(sshd.getOutputStream());
            passUntilNewKeys(in, out);
            var message = new byte[64 * 1024];
            int length = in.read(message);
            while (length > 0 && secrets.incrementAndGet() < enough) {
                out.write(message, 0, length);
                length = in.read(message);
            }
        } catch (IOException e) {
            // one of them hung up
        }
    }

    /** A line of identification, then packets that say how long they are (RFC 4253, sections 4.2 and 6). */
    private static void passUntilNewKeys(DataInputStream in, DataOutputStream out) throws IOException {
        byte letter;
        do {
            letter = in.readByte();
            out.write(letter);
        } while (letter != '\n');
        byte[] packet;
        do {
            packet = in.readNBytes(in.readInt());
            out.writeInt(packet.length);
            out.write(packet);
        } while (packet[1] != NEW_KEYS);
    }

    private static void answer(Socket sshd, Socket client) {
        try (sshd;
                client) {
            sshd.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // one of them hung up
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
