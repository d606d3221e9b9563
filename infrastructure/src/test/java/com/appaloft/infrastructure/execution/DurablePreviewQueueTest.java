package com.appaloft.infrastructure.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.PreviewQueue;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is to be done about previews is done at least once, at its time. */
class DurablePreviewQueueTest {
    private static final PreviewId PREVIEW = new PreviewId("pvw_1");
    private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");

    private Persistence persistence;
    private Cleaner cleaner;

    /** Notes what it is told; fails or hangs when asked to. */
    static class Cleaner implements PreviewQueue.Worker {
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile int failures;
        volatile CountDownLatch hang = new CountDownLatch(0);

        @Override
        public void clean(PreviewId preview, int round) {
            told.add("clean " + preview + " " + round);
            if (failures-- > 0) {
                throw new IllegalStateException("told to fail");
            }
            try {
                hang.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void look(PreviewId preview) {
            told.add("look " + preview);
        }
    }

    @BeforeEach
    void start() {
        persistence = Persistence.on(PostgresForTests.fresh(), Cleaner.class);
        cleaner = persistence.bean(Cleaner.class);
    }

    @AfterEach
    void stop() {
        cleaner.hang.countDown();
        persistence.close();
    }

    @Test
    void aRoundIsCarriedOutOnceAndAgainAfterAFailure() {
        cleaner.failures = 1;
        run(() -> queue().clean(PREVIEW, 2, STARTED));
        await().atMost(Duration.ofSeconds(20)).until(() -> persistence.count("preview_queue") == 0);
        assertThat(cleaner.told).containsExactly("clean pvw_1 2", "clean pvw_1 2");
    }

    @Test
    void aNewRoundIsNotSwallowedByOneThatIsJustBeingFinished() {
        cleaner.hang = new CountDownLatch(1);
        run(() -> queue().clean(PREVIEW, 1, STARTED));
        await().until(() -> cleaner.told.size() == 1);
        run(() -> queue().clean(PREVIEW, 1, STARTED.plusMillis(1)));
        cleaner.hang.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> cleaner.told.size() == 2);
    }

    @Test
    void aLookHappensAtItsTimeAndNotBefore() {
        var when = Instant.now().plusSeconds(2);
        run(() -> {
            queue().lookAt(PREVIEW, when);
            queue().lookAt(PREVIEW, when.plusSeconds(3_600));
        });
        assertThat(cleaner.told).isEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> !cleaner.told.isEmpty());
        assertThat(Instant.now()).isAfterOrEqualTo(when.minusMillis(50));
        await().until(() -> persistence.count("preview_queue") == 1);
        assertThat(cleaner.told).containsExactly("look pvw_1");
    }

    private void run(Runnable work) {
        persistence.bean(UnitOfWork.class).run(work);
    }

    private PreviewQueue queue() {
        return persistence.bean(PreviewQueue.class);
    }
}
