package com.appaloft.infrastructure.source.git;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talks to a git host on a thread of its own: an interrupt closes its socket, so a cancel or a deadline ends it at once. */
final class GitWork {
    private static final long LOOK_EVERY_MS = 200;

    private GitWork() {}

    /**
     * Does the work and gives back what it gives.
     *
     * @param watch looks on from time to time; what it throws ends the work
     * @throws Exception what the work threw
     */
    static <T> T within(Duration most, Operation operation, Runnable watch, Callable<T> work) throws Exception {
        operation.throwIfCanceled();
        var result = new CompletableFuture<T>();
        var thread = Thread.ofVirtual().name("git").unstarted(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try (var canceled = operation.onCancel(() -> result.completeExceptionally(new Operation.Canceled()))) {
            thread.start();
            return awaited(result, System.nanoTime() + most.toNanos(), watch);
        } finally {
            thread.interrupt();
        }
    }

    private static <T> T awaited(CompletableFuture<T> result, long end, Runnable watch) throws Exception {
        while (true) {
            try {
                return result.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                watch.run();
                if (System.nanoTime() - end > 0) {
                    throw new BackendFailure(
                            FailureCode.SOURCE_UNREACHABLE, "The git host did not finish in time.", null, e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Operation.Canceled();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception known ? known : e;
            }
        }
    }
}
