package com.appaloft.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DomainLooksTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Turning clock = new Turning();
    private final Queue<String> looks = new ConcurrentLinkedQueue<>();
    private final Set<String> serving = ConcurrentHashMap.newKeySet();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final CountDownLatch released = new CountDownLatch(1);
    private final DomainLooks domains = new DomainLooks(clock, this::look);

    @Test
    void whatHangsDelaysNoOtherAndIsNotLookedAtTwiceAtOnce() {
        hanging.addAll(List.of("a1.test", "a2.test", "a3.test"));
        var all = List.of(domain("a1", "res_a"), domain("a2", "res_a"), domain("a3", "res_a"), domain("b", "res_b"));
        domains.round(all);
        awaitLooks(3, "a1.test", "a2.test", "a3.test", "b.test");
        clock.forward(DomainLooks.FIRST);
        domains.round(all);
        Awaitility.await().until(() -> count("b.test") == 2);
        assertThat(count("a1.test") + count("a2.test") + count("a3.test")).isEqualTo(2);
        released.countDown();
        Awaitility.await().untilAsserted(() -> assertThat(looks).contains("a1.test", "a2.test", "a3.test"));
    }

    @Test
    void thePauseGrowsToAnHourAndOneThatServesIsLookedAtOnceAnHour() {
        var one = domain("one", "res_a");
        var pause = DomainLooks.FIRST;
        for (int looked = 1; looked < 10; looked++) {
            awaitAfterRound(one, looked);
            clock.forward(pause.minusMillis(1));
            awaitAfterRound(one, looked);
            clock.forward(Duration.ofMillis(1));
            pause = pause.multipliedBy(2).compareTo(DomainLooks.LONGEST) < 0
                    ? pause.multipliedBy(2)
                    : DomainLooks.LONGEST;
        }
        serving.add("one.test");
        awaitAfterRound(one, 10);
        clock.forward(DomainLooks.LONGEST);
        serving.clear();
        awaitAfterRound(one, 11);
        clock.forward(DomainLooks.FIRST);
        awaitAfterRound(one, 12);
    }

    @Test
    void oneThatBecameAnotherIsLookedAtAnew() {
        var before = domain("one", "res_a");
        awaitAfterRound(before, 1);
        awaitAfterRound(before, 1);
        awaitAfterRound(verified(before), 2);
        awaitAfterRound(domain("one", "res_b"), 3);
    }

    private void awaitAfterRound(CustomDomain domain, int looked) {
        domains.round(List.of(domain));
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> looks.size() == looked && domains.idle());
    }

    private void awaitLooks(int many, String... among) {
        Awaitility.await().until(() -> looks.size() == many);
        assertThat(looks).isSubsetOf(among).contains("b.test");
    }

    private long count(String host) {
        return looks.stream().filter(host::equals).count();
    }

    private boolean look(CustomDomain domain) {
        var host = domain.host().value();
        looks.add(host);
        if (hanging.contains(host)) {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return serving.contains(host);
    }

    private static CustomDomain verified(CustomDomain domain) {
        return new CustomDomain(domain.host(), domain.resource(), domain.addedAt(), START, null, false);
    }

    private static CustomDomain domain(String name, String resource) {
        return new CustomDomain(new HostName(name + ".test"), new ResourceId(resource), START, null, null, false);
    }

    private static final class Turning extends Clock {
        private volatile Instant now = START;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
