package com.appaloft.infrastructure.ssh;

import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;

/** A program run on the server; opens and closes as soon as a {@link LinkChannel}. */
final class LinkSession extends SessionChannel implements Windowed {
    private volatile boolean givenUp;

    LinkSession(Connection connection) {
        super(connection);
    }

    @Override
    public void open() throws ConnectionException, TransportException {
        trans.write(buildOpenReq());
        try {
            openEvent.await(LinkChannel.PROMPT.toMillis(), TimeUnit.MILLISECONDS);
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
            closeEvent.await(LinkChannel.PROMPT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public long room() throws ConnectionException {
        long now = rwin.getSize();
        return now > 0 ? now : rwin.awaitExpansion(now);
    }
}
