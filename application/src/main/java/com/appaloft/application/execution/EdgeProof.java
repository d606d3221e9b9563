package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.application.port.EdgeProxy.Question;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Proves by visits through the proxy that this very attempt answers, within a limit by the clock. */
@Component
class EdgeProof {
    private static final long PROVE_EVERY_MS = 250;
    /** Well under what visitors wait, who are led there already. */
    private static final Duration ONCE_MORE = Duration.ofSeconds(5);

    private static final Duration ONE_VISIT = Duration.ofSeconds(1);

    private final EdgeProxy proxy;
    private final Duration longest;

    @Autowired
    EdgeProof(EdgeProxy proxy) {
        this(proxy, Duration.ofSeconds(15));
    }

    /** @param longest it tries, without the time in which the way to the server was broken */
    EdgeProof(EdgeProxy proxy, Duration longest) {
        this.proxy = proxy;
        this.longest = longest;
    }

    /**
     * By the way of who knows what was offered; no visitor comes there.
     *
     * @throws BackendFailure as {@link #led}
     */
    void offered(Carried attempt, Route route, HealthSpec health) {
        prove(attempt, route, new Question(Visit.of(health).path(), longest, true), health);
        attempt.operation().line("system", "the proxy reaches this attempt");
    }

    /**
     * By the way of every visitor, where nothing served before.
     *
     * @throws BackendFailure {@code route-not-serving}, or {@code proxy-not-ready} where the proxy was away to the end
     */
    void led(Carried attempt, Route route, HealthSpec health) {
        prove(attempt, route, longest, health);
    }

    /**
     * By the way of every visitor, after it was proven {@linkplain #offered once}.
     *
     * @throws BackendFailure as {@link #led}
     */
    void stillLed(Carried attempt, Route route, HealthSpec health) {
        prove(attempt, route, shorter(longest, onceMore(health)), health);
    }

    /** Whoever may take longer for an answer has that time. */
    static Duration onceMore(HealthSpec health) {
        return Visit.of(health)
                .limit()
                .map(own -> own.plus(ONE_VISIT))
                .filter(own -> own.compareTo(ONCE_MORE) > 0)
                .orElse(ONCE_MORE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void prove(Carried attempt, Route route, Duration atMost, HealthSpec health) {
        prove(attempt, route, new Question(Visit.of(health).path(), atMost, false), health);
        attempt.operation().line("system", route.host() + " answers with this attempt");
    }

    /** @param question whose limit is that of all of the proof */
    private void prove(Carried attempt, Route route, Question question, HealthSpec health) {
        var visit = Visit.of(health);
        var awayBefore = attempt.patience().away();
        long began = System.nanoTime();
        BackendFailure wrong = null;
        var replaced = Duration.ZERO;
        while (true) {
            attempt.operation().throwIfCanceled();
            var away = attempt.patience().away().minus(awayBefore).plus(shorter(replaced, longest.multipliedBy(4)));
            var left = question.limit().plus(away).minusNanos(System.nanoTime() - began);
            // what is asked in the last moment cannot be answered, and says nothing about the attempt
            if (wrong != null && left.toMillis() < PROVE_EVERY_MS) {
                throw wrong;
            }
            var limit = visit.limit().filter(own -> own.compareTo(left) < 0).orElse(left);
            long asked = System.nanoTime();
            wrong = wrongWith(attempt, route, visit, new Question(visit.path(), limit, question.offered()));
            if (wrong == null) {
                return;
            }
            attempt.operation().pause(PROVE_EVERY_MS);
            // somebody may be replacing it just now, which is no fault of the attempt
            if (wrong.code() == FailureCode.PROXY_NOT_READY) {
                replaced = replaced.plusNanos(System.nanoTime() - asked);
            }
        }
    }

    private @Nullable BackendFailure wrongWith(Carried attempt, Route route, Visit visit, Question question) {
        try {
            var answer = attempt.patience().through(() -> proxy.ask(attempt.server(), route, question));
            return attempt.id().equals(answer.attempt()) && visit.isWell(answer)
                    ? null
                    : notServing(route, visit, answer);
        } catch (BackendFailure failure) {
            if (failure.code() != FailureCode.PROXY_NOT_READY) {
                throw failure;
            }
            return failure;
        }
    }

    private static BackendFailure notServing(Route route, Visit visit, Answer answer) {
        return new BackendFailure(
                FailureCode.ROUTE_NOT_SERVING,
                "The route does not answer with this attempt's workload.",
                route.host() + visit.path() + " " + answer.words() + " with "
                        + (answer.attempt() == null ? "no attempt" : answer.attempt()) + ".",
                null);
    }
}
