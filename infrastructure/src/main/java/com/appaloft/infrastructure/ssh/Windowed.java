package com.appaloft.infrastructure.ssh;

import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.Channel;

/** A channel that says when the other side has read enough to be sent more (RFC 4254, section 5.2). */
interface Windowed extends Channel {
    /**
     * Waits a moment where that is nothing.
     *
     * @return how many bytes the other side takes
     * @throws ConnectionException where it still takes none, or the wait was interrupted
     */
    long room() throws ConnectionException;
}
