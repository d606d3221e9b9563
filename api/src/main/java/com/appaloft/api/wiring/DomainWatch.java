package com.appaloft.api.wiring;

import com.appaloft.application.diagnosis.AccessChecks;
import com.appaloft.application.domain.DomainHandler;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks whether domains have come to lead to their servers and have certificates, each at longer and longer intervals: neither the
 * domain name system nor an authority tells when something changes. Whoever does not want to wait verifies it.
 */
@Component
class DomainWatch {
    private static final Logger log = LoggerFactory.getLogger(DomainWatch.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** A look may take as long as its server and name servers do not answer; others need not wait for it. */
    private static final int AT_ONCE = 8;

    /** When a domain is looked at again, and after how long without success; zero where it serves. */
    private record Turn(Instant next, Duration pause) {}

    private final DomainHandler domains;
    private final Clock clock;
    private final ReentrantLock oneRoundAtATime = new ReentrantLock();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    DomainWatch(DomainHandler domains, Clock clock) {
        this.domains = domains;
        this.clock = clock;
    }

    @Scheduled(fixedRateString = "PT30S", initialDelayString = "PT30S")
    void look() {
        if (!oneRoundAtATime.tryLock()) {
            return;
        }
        try (var looks = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = domains.all();
            turns.keySet().retainAll(all.stream().map(d -> d.host().value()).toList());
            all.stream().filter(this::due).forEach(domain -> looks.execute(() -> lookInTurn(domain)));
        } finally {
            oneRoundAtATime.unlock();
        }
    }

    private boolean due(CustomDomain domain) {
        var turn = turns.get(domain.host().value());
        return turn == null || !turn.next().isAfter(clock.instant());
    }

    private void lookInTurn(CustomDomain domain) {
        places.acquireUninterruptibly();
        try {
            var host = domain.host().value();
            if (serves(domain)) {
                turns.put(host, new Turn(clock.instant().plus(LONGEST), Duration.ZERO));
            } else {
                var pause = pauseAfter(turns.get(host));
                turns.put(host, new Turn(clock.instant().plus(pause), pause));
            }
        } finally {
            places.release();
        }
    }

    private boolean serves(CustomDomain domain) {
        try {
            return AccessChecks.serving(
                    domains.lookAndNote(domain.resource(), domain.host()).findings());
        } catch (Refusal removedMeanwhile) {
            log.debug("{} is looked at no more.", domain.host());
        } catch (RuntimeException e) {
            log.warn("Where {} leads could not be looked at and is looked at later.", domain.host(), e);
        }
        return false;
    }

    private static Duration pauseAfter(@Nullable Turn last) {
        if (last == null || last.pause().isZero()) {
            return FIRST;
        }
        var longer = last.pause().multipliedBy(2);
        return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
