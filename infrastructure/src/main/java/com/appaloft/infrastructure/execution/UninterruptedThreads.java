package com.appaloft.infrastructure.execution;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A virtual thread per attempt that no shutdown interrupts: an interrupt would look like a failure or a cancel of the attempt. What a
 * stopping process leaves unfinished is found by the next one, as after a crash.
 */
final class UninterruptedThreads extends AbstractExecutorService {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("attempt-", 0).factory());

    @Override
    public void execute(Runnable command) {
        threads.execute(command);
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        threads.shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
