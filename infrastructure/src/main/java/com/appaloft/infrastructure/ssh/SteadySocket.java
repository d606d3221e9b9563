package com.appaloft.infrastructure.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;

/** The TCP connection to a server, which no interrupt of who writes on it closes, and which a write that nobody takes does. */
final class SteadySocket extends Socket {
    /** As long as keep-alive takes; it cannot see what this sees, because it waits for its turn to write. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

    /** Java closes a socket on which a virtual thread is interrupted: only a thread that nobody knows may write on what all share. */
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ssh-writer").factory());

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        writer.shutdown();
        super.close();
    }

    private final class Output extends OutputStream {
        private final OutputStream out;

        Output(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            try {
                taken(writer.submit(() -> {
                    out.write(from, offset, length);
                    return true;
                }));
            } catch (RejectedExecutionException e) {
                throw new SocketException("The connection was closed.", e);
            }
        }

        private void taken(Future<Boolean> writing) throws IOException {
            long until = System.nanoTime() + LONGEST_WRITE.toNanos();
            boolean interrupted = false;
            boolean waiting = true;
            try {
                while (waiting) {
                    try {
                        waiting = !writing.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } catch (ExecutionException e) {
                throw new SocketException(e.getMessage(), e);
            } catch (TimeoutException e) {
                SteadySocket.this.close();
                var silent = new SocketTimeoutException(
                        "What was sent was not taken for " + LONGEST_WRITE.toSeconds() + " seconds.");
                silent.initCause(e);
                throw silent;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void close() throws IOException {
            SteadySocket.this.close();
        }
    }

    /** Makes unconnected ones, which is all that sshj asks for. */
    static final class Factory extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new SteadySocket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }
    }
}
