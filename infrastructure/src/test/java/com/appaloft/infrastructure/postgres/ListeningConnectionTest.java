package com.appaloft.infrastructure.postgres;

import static org.awaitility.Awaitility.await;

import com.appaloft.infrastructure.postgres.ListeningConnection.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever listens finds out by itself that nobody talks to it any more. */
class ListeningConnectionTest {
    private static final Patience SHORT = new Patience(Duration.ofSeconds(2), 1);
    private static final String CHANNEL = "appaloft_events";

    private final AtomicInteger connected = new AtomicInteger();

    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsTriedAgain() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<Socket> taken = new CopyOnWriteArrayList<>();
            Thread.ofVirtual().start(() -> take(silent, taken));
            var database =
                    new Database.OfYourOwn("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x", "x", "x");
            try (var listening =
                    ListeningConnection.open(database, CHANNEL, notice -> connected.incrementAndGet(), SHORT)) {
                await().until(() -> taken.size() > 2);
            }
        }
    }

    @Test
    void aServerThatIsQuietForLongerThanAnAnswerTakesIsNotLost() {
        try (var listening =
                ListeningConnection.open(database(), CHANNEL, notice -> connected.incrementAndGet(), SHORT)) {
            await().until(() -> connected.get() == 1);
            await().during(Duration.ofSeconds(3)).until(() -> connected.get() == 1);
        }
    }

    @Test
    void whoBreaksOnHearingIsToldAgain() {
        try (var listening = ListeningConnection.open(database(), CHANNEL, notice -> breakOnce(), SHORT)) {
            await().until(() -> connected.get() == 2);
        }
    }

    private void breakOnce() {
        if (connected.incrementAndGet() == 1) {
            throw new StackOverflowError("as scripted");
        }
    }

    private static Database database() {
        return new Database.OfYourOwn(PostgresForTests.fresh().url(), null, null);
    }

    private static void take(ServerSocket silent, List<Socket> taken) {
        try {
            while (true) {
                taken.add(silent.accept());
            }
        } catch (IOException closed) {
            // the test is over
        }
    }
}
