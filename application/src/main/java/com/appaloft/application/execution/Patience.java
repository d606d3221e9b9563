package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks again what the way to the server cut off, until the server answers or has been away for too long: an attempt is not at fault
 * where its link is. Everything a backend is asked may be asked twice.
 */
final class Patience {
    private static final long AGAIN_AFTER_MS = 1_000;
    /**
     * Who is not answered learns it sooner: from keep-alive or in connecting after ten seconds, from a dead resolver after twenty. An
     * engine that stops reading or answering on a way that holds is {@code engine-unavailable}, which is not waited for.
     */
    private static final Duration ANSWERED_AFTER = Duration.ofSeconds(30);

    private final Operation operation;
    private final Duration longest;
    private final LongSupplier nanoTime;
    /** Since when the server does not answer, by {@link #nanoTime}. */
    private @Nullable Long awaySince;

    private long awayNanos;

    Patience(Operation operation, Duration longest) {
        this(operation, longest, System::nanoTime);
    }

    Patience(Operation operation, Duration longest, LongSupplier nanoTime) {
        this.operation = operation;
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /** @throws BackendFailure {@code server-unreachable} once patience has ended, or whatever else the work fails with, at once */
    <T> T through(Supplier<T> work) {
        return through(work, () -> {});
    }

    /** @param cut told each time the way broke */
    <T> T through(Supplier<T> work, Runnable cut) {
        while (true) {
            long begun = nanoTime.getAsLong();
            try {
                var done = work.get();
                answered();
                return done;
            } catch (BackendFailure failure) {
                if (failure.code() != FailureCode.SERVER_UNREACHABLE) {
                    answered();
                    throw failure;
                }
                if (nanoTime.getAsLong() - begun >= ANSWERED_AFTER.toNanos()) {
                    answered();
                }
                cut.run();
                waitOrGiveUp(failure);
            }
        }
    }

    /** How long the server has been away in all, before it answered again. */
    Duration away() {
        return Duration.ofNanos(awayNanos);
    }

    private void answered() {
        if (awaySince != null) {
            awayNanos += nanoTime.getAsLong() - awaySince;
            awaySince = null;
            operation.line("system", "the server answers again");
        }
    }

    /** Who is told to stop does not wait here: what is left to do then is done again later, by whoever has it in their queue. */
    private void waitOrGiveUp(BackendFailure failure) {
        if (awaySince == null) {
            awaySince = nanoTime.getAsLong();
            operation.line("system", failure.sentence() + " Waiting up to " + longest.toSeconds() + " s for it.");
        }
        boolean tooLong = nanoTime.getAsLong() - awaySince >= longest.toNanos();
        if (tooLong || operation.canceled()) {
            throw failure;
        }
        operation.pause(AGAIN_AFTER_MS);
    }
}
