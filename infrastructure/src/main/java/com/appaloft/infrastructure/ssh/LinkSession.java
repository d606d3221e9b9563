package com.appaloft.infrastructure.ssh;

import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;

/** A program run on the server; opens and closes as soon as a {@link LinkChannel}. */
final class LinkSession extends SessionChannel {
    LinkSession(Connection connection) {
        super(connection);
    }

    @Override
    public void open() throws ConnectionException, TransportException {
        trans.write(buildOpenReq());
        openEvent.await(LinkChannel.PROMPT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws ConnectionException, TransportException {
        if (isOpen()) {
            sendClose();
            closeEvent.await(LinkChannel.PROMPT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
