package com.appaloft.infrastructure.ssh;

import com.appaloft.application.timing.Bounded;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.SFTPEngine;
import org.jspecify.annotations.Nullable;

/** Asks the server's sftp how much room there is (OpenSSH's PROTOCOL, section 4.4), on a session that ends whatever it answers. */
final class SftpSpace {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private SftpSpace() {}

    /** Gives this one, so that it can be closed where sftp does not begin. */
    private record Only(LinkSession session) implements SessionFactory {
        @Override
        public Session startSession() {
            return session;
        }

        @Override
        public @Nullable InetSocketAddress getRemoteSocketAddress() {
            return null;
        }
    }

    /** @return empty where it does not tell in time */
    static Optional<FreeSpace> at(String path, SSHClient ssh) {
        var session = new LinkSession(ssh.getConnection());
        try {
            return Bounded.within(ANSWER, () -> asked(path, session)).flatMap(told -> told);
        } finally {
            closed(session);
        }
    }

    private static Optional<FreeSpace> asked(String path, LinkSession session) {
        try {
            session.open();
            var engine = new SFTPEngine(new Only(session)).init();
            var question = engine.newRequest(PacketType.EXTENDED);
            question.putString("statvfs@openssh.com");
            question.putString(path);
            var answer = engine.request(question)
                    .retrieve(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .ensurePacketTypeIs(PacketType.EXTENDED_REPLY);
            answer.readUInt64();
            long unit = answer.readUInt64();
            long total = answer.readUInt64();
            answer.readUInt64();
            return Optional.of(new FreeSpace(answer.readUInt64() * unit, total * unit));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void closed(LinkSession session) {
        try {
            session.close();
        } catch (IOException e) {
            // the connection is gone, and the session with it
        }
    }
}
