package com.appaloft.application.port;

import java.util.ArrayList;
import java.util.List;

/**
 * One piece of work on a host that can be told to stop at any moment, also before the host has answered anything; and where the
 * lines it prints go.
 */
public final class Operation {
    /** Ends the work; thrown out of whatever was under way. */
    public static final class Canceled extends RuntimeException {
        public Canceled() {
            super("canceled", null, false, false);
        }
    }

    /** Receives what a build, a pull or a workload prints. */
    @FunctionalInterface
    public interface Lines {
        /** @param stream {@code stdout}, {@code stderr} or {@code system} */
        void line(String stream, String line);
    }

    /** Undoes an {@link #onCancel} registration. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private final Lines lines;
    private final List<Runnable> stops = new ArrayList<>();
    private boolean canceled;

    public Operation(Lines lines) {
        this.lines = lines;
    }

    /** An operation that nobody cancels and whose lines nobody reads. */
    public static Operation quiet() {
        return new Operation((stream, line) -> {});
    }

    /** Tells the work to stop: runs every registered stop once. */
    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (canceled) {
                return;
            }
            canceled = true;
            due = List.copyOf(stops);
            notifyAll();
        }
        due.forEach(Runnable::run);
    }

    public synchronized boolean canceled() {
        return canceled;
    }

    public void throwIfCanceled() {
        if (canceled()) {
            throw new Canceled();
        }
    }

    /** Registers how to stop what is under way; runs it at once if already canceled. Close when it is no longer under way. */
    public Registration onCancel(Runnable stop) {
        boolean now;
        synchronized (this) {
            now = canceled;
            if (!now) {
                stops.add(stop);
            }
        }
        if (now) {
            stop.run();
        }
        return () -> {
            synchronized (this) {
                stops.remove(stop);
            }
        };
    }

    /** Waits this long, or throws {@link Canceled} the moment it is canceled. */
    public synchronized void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; left > 0 && !canceled; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Canceled();
        }
        if (canceled) {
            throw new Canceled();
        }
    }

    public void line(String stream, String line) {
        lines.line(stream, line);
    }
}
