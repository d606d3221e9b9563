package com.appaloft.infrastructure.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How long a receiver that fails is borne: later and later, not all at once, and not for ever. */
@Component
class Patience {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final Clock clock;
    private final Duration firstPause;
    private final int tries;

    /** @param firstPause after the first failure; doubled after each further one */
    Patience(
            Clock clock,
            @Value("${appaloft.webhooks.first-pause:5s}") Duration firstPause,
            @Value("${appaloft.webhooks.tries:10}") int tries) {
        this.clock = clock;
        this.firstPause = firstPause;
        this.tries = tries;
    }

    boolean over(int attempts) {
        return attempts >= tries;
    }

    Instant now() {
        return clock.instant();
    }

    /** When to try again. */
    Instant next(int attempts) {
        var pause = firstPause.multipliedBy(1L << Math.min(attempts - 1, 20));
        long most = Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis());
        return now().plusMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
}
