package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.Operation;
import com.appaloft.application.timing.Bounded;
import com.appaloft.domain.server.Server;
import java.time.Duration;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives what a workload was asked before its name was taken from it the time to end, and by the clock no more than that. */
@Component
class Draining {
    private static final long LOOK_EVERY_MS = 200;
    /** A small part of what visitors wait to be let in. */
    private static final Duration WHILE_VISITORS_WAIT = Duration.ofSeconds(3);

    private static final OptionalInt NOTHING = OptionalInt.of(0);
    private static final OptionalInt NOT_COUNTED = OptionalInt.empty();

    private static final Logger log = LoggerFactory.getLogger(Draining.class);

    private final EdgeProxy proxy;
    private final Duration longest;

    Draining(EdgeProxy proxy, @Value("${appaloft.drain-seconds:30}") int longestSeconds) {
        this.proxy = proxy;
        this.longest = Duration.ofSeconds(longestSeconds);
    }

    /** While visitors are let in elsewhere. @throws Operation.Canceled once it is told to stop */
    void await(Server server, Route left, Operation operation) {
        await(server, left, operation, longest);
    }

    /** While visitors wait to be let in, who have only so much time. @throws Operation.Canceled once it is told to stop */
    void awaitBriefly(Server server, Route left, Operation operation) {
        await(server, left, operation, longest.compareTo(WHILE_VISITORS_WAIT) < 0 ? longest : WHILE_VISITORS_WAIT);
    }

    /** What the proxy does not count, or does not tell, is given all of the time. */
    private void await(Server server, Route left, Operation operation, Duration limit) {
        long began = System.nanoTime();
        var underWay = NOT_COUNTED;
        while (true) {
            var rest = limit.minusNanos(System.nanoTime() - began);
            if (!rest.isPositive()) {
                break;
            }
            var now = underWay(server, left, rest);
            if (now.equals(NOTHING)) {
                return;
            }
            underWay = now.isPresent() ? now : underWay;
            operation.pause(LOOK_EVERY_MS);
        }
        if (underWay.isPresent()) {
            operation.line(
                    "system",
                    underWay.getAsInt() + " requests to " + left.attempt() + " took too long and are cut off");
        }
    }

    private OptionalInt underWay(Server server, Route left, Duration limit) {
        try {
            return Bounded.within(limit, () -> proxy.underWay(server, left)).orElse(NOT_COUNTED);
        } catch (BackendFailure unknown) {
            log.debug("What is under way to {} is not known: {}", left.attempt(), unknown.sentence());
            return NOT_COUNTED;
        }
    }
}
