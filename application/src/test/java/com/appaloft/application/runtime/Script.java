package com.appaloft.application.runtime;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a {@link FakeBackend} was told to do at its next steps: fail, or wait until released or canceled. */
public final class Script {
    /** A place where a backend can be made to fail or wait. */
    public enum Step {
        RESOLVE,
        PULL,
        BUILD,
        ASSEMBLE,
        KEEP,
        LET_GO,
        OBSERVE,
        START,
        ASK,
        STOP,
        START_AGAIN,
        REMOVE,
        LOOK
    }

    /** A step that waits: see it arrive, then let it go on (a cancel lets it go too). */
    public static final class Gate {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        /** Waits until the step is there. */
        public void awaitReached() {
            await(reached);
        }

        public boolean isReached() {
            return reached.getCount() == 0;
        }

        public void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(30, TimeUnit.SECONDS)) {
                    throw new AssertionError("waited 30 s for a scripted step");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Operation.Canceled();
            }
        }
    }

    private sealed interface Act {
        record Fail(BackendFailure failure) implements Act {}

        record Wait(Gate gate) implements Act {}
    }

    private final Map<Step, Deque<Act>> acts = new EnumMap<>(Step.class);
    private @Nullable FailureCode away;

    /** The next time this step is taken it fails so. */
    public void failNext(Step step, FailureCode code) {
        failNext(step, new BackendFailure(code, "As scripted: " + code.wire() + ".", "scripted", null));
    }

    public void failNext(Step step, BackendFailure failure) {
        add(step, new Act.Fail(failure));
    }

    /** The next time this step is taken it waits. */
    public Gate blockNext(Step step) {
        var gate = new Gate();
        add(step, new Act.Wait(gate));
        return gate;
    }

    /** Every step, and who waits in one, fails with {@code engine-unavailable} until it is back. */
    public synchronized void engineIsAway(boolean isAway) {
        away = isAway ? FailureCode.ENGINE_UNAVAILABLE : null;
    }

    /** Every step, and who waits in one, fails with {@code server-unreachable} until it is back. */
    public synchronized void serverIsAway(boolean isAway) {
        away = isAway ? FailureCode.SERVER_UNREACHABLE : null;
    }

    private synchronized void add(Step step, Act act) {
        acts.computeIfAbsent(step, s -> new ArrayDeque<>()).add(act);
    }

    private synchronized @Nullable Act next(Step step) {
        failIfAway();
        Deque<Act> due = acts.get(step);
        return due == null ? null : due.poll();
    }

    private synchronized void failIfAway() {
        if (away != null) {
            throw new BackendFailure(away, "It is away, as scripted.");
        }
    }

    void reach(Step step, Operation operation) {
        operation.throwIfCanceled();
        Act act = next(step);
        if (act instanceof Act.Fail fail) {
            throw fail.failure();
        }
        if (act instanceof Act.Wait wait) {
            try (Operation.Registration stop = operation.onCancel(wait.gate()::release)) {
                wait.gate().reached.countDown();
                Gate.await(wait.gate().released);
            }
            failIfAway();
        }
        operation.throwIfCanceled();
    }
}
