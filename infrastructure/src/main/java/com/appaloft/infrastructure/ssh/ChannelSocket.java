package com.appaloft.infrastructure.ssh;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import net.schmizz.sshj.connection.ConnectionException;

/**
 * A channel that looks like a connected socket. It knows no timeouts: who must not wait closes it, or interrupts the thread that
 * reads. Whatever breaks on it comes out as {@link LinkLost}; what whoever listens there does, or leaves undone, does not.
 */
final class ChannelSocket extends Socket {
    /** What sshj says where the other end closed the channel, and nothing is wrong with the connection. */
    private static final String CLOSED = "Stream closed";

    /** What it says where the other end has not read for a moment. */
    private static final String UNREAD = "Timeout when trying to expand the window size";

    private final Windowed channel;
    private final String server;
    private final Duration unread;
    private final Runnable whenClosed;
    private boolean closed;

    /** @param unread how long whoever listens there may leave it unread */
    ChannelSocket(Windowed channel, String server, Duration unread, Runnable whenClosed) {
        this.channel = channel;
        this.server = server;
        this.unread = unread;
        this.whenClosed = whenClosed;
    }

    @Override
    public InputStream getInputStream() {
        return new Input(channel.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() {
        return new Output(channel.getOutputStream());
    }

    @Override
    public void connect(SocketAddress endpoint) {
        // it is
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        // it is
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void setSoTimeout(int timeout) {
        // said above
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // a matter of the connection below
    }

    @Override
    public void setKeepAlive(boolean on) {
        // likewise
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {
        // likewise
    }

    @Override
    public void shutdownInput() {
        // closing is enough
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.getOutputStream().close();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // a channel of a dead connection is closed
        } finally {
            whenClosed.run();
        }
    }

    @Override
    public String toString() {
        return "a channel to " + server;
    }

    private IOException lost(IOException e) {
        if (e instanceof InterruptedIOException || CLOSED.equals(e.getMessage())) {
            return e;
        }
        return UNREAD.equals(e.getMessage())
                ? new IOException("What was sent to " + server + " was not read there.", e)
                : new LinkLost("The connection to " + server + " broke.", e);
    }

    private final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw lost(e);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (IOException e) {
                throw lost(e);
            }
        }
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        /** Sends no more than is taken at once: sshj waits for more room with a lock that the end of the connection needs as well. */
        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            try {
                for (int sent = 0; sent < length; ) {
                    int next = (int) Math.min(length - sent, Math.min(room(), channel.getRemoteMaxPacketSize()));
                    out.write(from, offset + sent, next);
                    out.flush();
                    sent += next;
                }
            } catch (IOException e) {
                throw lost(e);
            }
        }

        private long room() throws IOException {
            long until = System.nanoTime() + unread.toNanos();
            while (true) {
                try {
                    return channel.room();
                } catch (ConnectionException e) {
                    if (!UNREAD.equals(e.getMessage()) || System.nanoTime() - until >= 0) {
                        throw e;
                    }
                    if (!channel.isOpen()) {
                        // which says how it ended
                        out.flush();
                    }
                }
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw lost(e);
            }
        }
    }
}
