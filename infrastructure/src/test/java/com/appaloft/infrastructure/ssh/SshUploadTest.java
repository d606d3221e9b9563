package com.appaloft.infrastructure.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one upload may do to the connection that all share, and what a cut does to uploads. */
class SshUploadTest {
    private static final int MIB = 1 << 20;
    /** Each fills a window of its own; all of them together fill what the kernel keeps for one connection. */
    private static final int MANY = 8;

    private static RemoteHost host;
    private static int reader;

    private final AtomicLong sent = new AtomicLong();
    private final List<Upload> uploads = new ArrayList<>();
    private SshLink link;

    private record Upload(Thread thread, CompletableFuture<IOException> end) {}

    @BeforeAll
    static void start() {
        host = new RemoteHost();
        reader = host.listening("exec cat >/dev/null");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @BeforeEach
    void open() {
        link = new SshLink(host.target());
    }

    @AfterEach
    void close() {
        link.close();
    }

    @Test
    void uploadsThatAreCutAreNoticedAndTheLinkIsMadeAgain() throws Exception {
        upload();
        host.dropPackets();
        var cut = Instant.now();
        try {
            for (var upload : uploads) {
                assertThat(upload.end().get(25, TimeUnit.SECONDS)).isInstanceOf(LinkLost.class);
            }
            assertThat(Duration.between(cut, Instant.now())).isLessThan(Duration.ofSeconds(20));
        } finally {
            host.letPass();
        }
        await().ignoreException(BackendFailure.class).untilAsserted(this::assertUsable);
    }

    /** The connection's end is told to every channel before there can be another one. */
    @Test
    void whoWaitsToBeReadKeepsNobodyFromTheNextConnection() throws Exception {
        uploadTo(host.listening("exec sleep 120"));
        awaitStuck();
        host.dropPackets();
        try {
            for (var upload : uploads) {
                assertThat(upload.end().get(25, TimeUnit.SECONDS)).isInstanceOf(LinkLost.class);
            }
        } finally {
            host.letPass();
        }
        await().atMost(Duration.ofSeconds(10))
                .ignoreException(BackendFailure.class)
                .untilAsserted(this::assertUsable);
    }

    @Test
    void whoClosesALinkWhoseUploadsAreStuckDoesNotWaitForThem() throws Exception {
        upload();
        host.dropPackets();
        try {
            awaitStuck();
            var closing = CompletableFuture.runAsync(link::close, Thread::startVirtualThread);
            closing.get(3, TimeUnit.SECONDS);
            for (var upload : uploads) {
                assertThat(upload.end().get(3, TimeUnit.SECONDS)).isInstanceOf(LinkLost.class);
            }
        } finally {
            host.letPass();
        }
    }

    @Test
    void anUploadThatIsInterruptedEndsAloneOnTheSharedConnection() throws Exception {
        try (var other = link.toPort(reader)) {
            upload();
            host.freezeSshd();
            try {
                awaitStuck();
                uploads.forEach(upload -> upload.thread().interrupt());
            } finally {
                host.thawSshd();
            }
            for (var upload : uploads) {
                upload.end().get(10, TimeUnit.SECONDS);
            }
            other.getOutputStream().write(new byte[8 * MIB]);
            other.getOutputStream().flush();
        }
    }

    @Test
    void anUploadThatNobodyReadsForAWhileIsNoBrokenLink() throws IOException {
        int late = host.listening("sleep 12; exec cat >/dev/null");
        try (var socket = link.toPort(late)) {
            socket.getOutputStream().write(new byte[32 * MIB]);
            socket.getOutputStream().flush();
        }
        link.prove();
    }

    /** Or an engine that stopped reading would be waited for like a server that comes and goes, without end. */
    @Test
    void anUploadThatNobodyReadsAtAllEndsAndIsNoBrokenLinkEither() throws IOException {
        int never = host.listening("exec sleep 60");
        try (var impatient = new SshLink(host.target(), Duration.ofSeconds(3));
                var socket = impatient.toPort(never)) {
            assertThatThrownBy(() -> socket.getOutputStream().write(new byte[32 * MIB]))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(LinkLost.class)
                    .hasMessageContaining("was not read");
            impatient.prove();
        }
    }

    private void upload() throws IOException {
        uploadTo(reader);
        await().until(() -> sent.get() > 8 * MIB);
    }

    private void uploadTo(int port) throws IOException {
        for (int i = 0; i < MANY; i++) {
            var socket = link.toPort(port);
            var end = new CompletableFuture<IOException>();
            uploads.add(new Upload(Thread.ofVirtual().start(() -> end.complete(endless(socket))), end));
        }
    }

    private IOException endless(Socket socket) {
        try (socket) {
            while (!Thread.currentThread().isInterrupted()) {
                socket.getOutputStream().write(new byte[64 * 1024]);
                sent.addAndGet(64 * 1024);
            }
            return new InterruptedIOException();
        } catch (IOException e) {
            return e;
        }
    }

    private void awaitStuck() {
        var before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500)).until(() -> before.getAndSet(sent.get()) == sent.get());
    }

    private void assertUsable() throws IOException {
        try (var socket = link.toSocket("/run/docker.sock")) {
            socket.getOutputStream().write("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertThat(new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.");
        }
    }
}
