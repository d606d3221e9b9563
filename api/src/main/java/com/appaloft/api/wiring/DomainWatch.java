package com.appaloft.api.wiring;

import com.appaloft.application.domain.DomainHandler;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks whether domains have come to lead to their servers, each at longer and longer intervals: the domain name system tells nobody
 * when it changes. Whoever does not want to wait verifies it.
 */
@Component
class DomainWatch {
    private static final Logger log = LoggerFactory.getLogger(DomainWatch.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** When a domain is looked at again, and how long after the look before. */
    private record Turn(Instant next, Duration pause) {}

    private final DomainHandler domains;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    DomainWatch(DomainHandler domains, Clock clock) {
        this.domains = domains;
        this.clock = clock;
    }

    @Scheduled(fixedRateString = "PT30S", initialDelayString = "PT30S")
    void look() {
        if (!oneAtATime.tryLock()) {
            return;
        }
        try {
            var waiting = domains.unverified();
            turns.keySet().retainAll(waiting.stream().map(d -> d.host().value()).toList());
            waiting.stream().filter(this::due).forEach(this::look);
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean due(CustomDomain domain) {
        var turn = turns.get(domain.host().value());
        return turn == null || !turn.next().isAfter(clock.instant());
    }

    private void look(CustomDomain domain) {
        var host = domain.host().value();
        try {
            if (domains.verifiesNow(domain)) {
                turns.remove(host);
                return;
            }
        } catch (Refusal removedMeanwhile) {
            log.debug("{} is looked at no more.", host);
        } catch (RuntimeException e) {
            log.warn("Where {} leads could not be looked at and is looked at later.", host, e);
        }
        var pause = pauseAfter(turns.get(host));
        turns.put(host, new Turn(clock.instant().plus(pause), pause));
    }

    private static Duration pauseAfter(@Nullable Turn last) {
        if (last == null) {
            return FIRST;
        }
        var longer = last.pause().multipliedBy(2);
        return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
