package com.appaloft.api.wiring;

import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When each domain is looked at again. A round waits for no look: one may take as long as its server and name servers do not answer. Each
 * resource has places of its own, so that what hangs with one delays no other.
 */
final class DomainLooks {
    static final Duration FIRST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(1);
    private static final int AT_ONCE = 2;
    /** After a start all are due. */
    private static final int MOST_BEGUN = 50;

    /**
     * @param last as it was when it was looked at; one that became another since is looked at anew
     * @param pause after how long without success; zero where it serves
     */
    private record Turn(CustomDomain last, Instant next, Duration pause) {}

    private final Clock clock;
    private final Predicate<CustomDomain> serves;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
    private final Map<ResourceId, Semaphore> places = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** @param serves looks at one, however long that takes */
    DomainLooks(Clock clock, Predicate<CustomDomain> serves) {
        this.clock = clock;
        this.serves = serves;
    }

    /** Begins a look at each that is due, and returns. */
    void round(List<CustomDomain> all) {
        turns.keySet().retainAll(all.stream().map(DomainLooks::name).toList());
        places.keySet().retainAll(all.stream().map(CustomDomain::resource).toList());
        all.stream()
                .filter(domain -> due(domain) && !underWay.contains(name(domain)))
                .limit(MOST_BEGUN)
                .forEach(this::begin);
    }

    /** Whether no look is under way. */
    boolean idle() {
        return underWay.isEmpty();
    }

    private boolean due(CustomDomain domain) {
        var turn = turns.get(name(domain));
        return turn == null || !turn.last().equals(domain) || !turn.next().isAfter(clock.instant());
    }

    private void begin(CustomDomain domain) {
        if (underWay.add(name(domain))) {
            var place = places.computeIfAbsent(domain.resource(), r -> new Semaphore(AT_ONCE));
            Thread.ofVirtual().name("look-at-" + domain.host()).start(() -> look(domain, place));
        }
    }

    private void look(CustomDomain domain, Semaphore place) {
        place.acquireUninterruptibly();
        try {
            var pause = serves.test(domain) ? Duration.ZERO : pauseAfter(turns.get(name(domain)), domain);
            var wait = pause.isZero() ? LONGEST : pause;
            turns.put(name(domain), new Turn(domain, clock.instant().plus(wait), pause));
        } finally {
            place.release();
            underWay.remove(name(domain));
        }
    }

    private static Duration pauseAfter(@Nullable Turn last, CustomDomain domain) {
        if (last == null || !last.last().equals(domain) || last.pause().isZero()) {
            return FIRST;
        }
        var longer = last.pause().multipliedBy(2);
        return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }

    private static String name(CustomDomain domain) {
        return domain.host().value();
    }
}
