package com.appaloft.infrastructure.ssh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.AbstractDirectChannel;
import net.schmizz.sshj.transport.TransportException;

/** A channel to a socket or a port of the server, which opens and closes soon, however long it may wait until it is read. */
final class LinkChannel extends AbstractDirectChannel implements Windowed {
    /** How long opening or closing one may take on a connection that lives. */
    static final Duration PROMPT = Duration.ofSeconds(10);

    private final UnaryOperator<SSHPacket> where;
    private volatile boolean givenUp;

    private LinkChannel(Connection connection, String type, UnaryOperator<SSHPacket> where) {
        super(connection, type);
        this.where = where;
    }

    /** To a unix socket (OpenSSH's PROTOCOL, section 2.4). */
    static LinkChannel toSocket(Connection connection, String path) {
        return new LinkChannel(
                connection,
                "direct-streamlocal@openssh.com",
                asked -> asked.putString(path).putString("").putUInt32(0));
    }

    /** To a TCP port of the server's loopback address (RFC 4254, section 7.2). */
    static LinkChannel toPort(Connection connection, int port) {
        return new LinkChannel(
                connection,
                "direct-tcpip",
                asked -> asked.putString("127.0.0.1")
                        .putUInt32(port)
                        .putString("localhost")
                        .putUInt32(65_535));
    }

    @Override
    protected SSHPacket buildOpenReq() {
        return where.apply(super.buildOpenReq());
    }

    /** sshj would wait for as long as for somebody to read. */
    @Override
    public void open() throws ConnectionException, TransportException {
        trans.write(buildOpenReq());
        try {
            openEvent.await(PROMPT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ConnectionException e) {
            giveUp();
            throw e;
        }
    }

    /** Whoever opens it late opens it for nobody. */
    private void giveUp() throws TransportException {
        givenUp = true;
        if (isOpen()) {
            sendClose();
        }
    }

    @Override
    protected void gotUnknown(Message message, SSHPacket packet) throws ConnectionException, TransportException {
        super.gotUnknown(message, packet);
        if (givenUp && isOpen()) {
            sendClose();
        }
    }

    @Override
    public void close() throws ConnectionException, TransportException {
        if (isOpen()) {
            sendClose();
            closeEvent.await(PROMPT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public long room() throws ConnectionException {
        long now = rwin.getSize();
        return now > 0 ? now : rwin.awaitExpansion(now);
    }
}
