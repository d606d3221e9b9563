package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.RuntimeBackend.Check;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real engine, held against what it is measured by. */
class EngineChecksTest {
    private static final Clock OURS = Clock.systemUTC();

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = new Engine(new LocalReach(DockerForTests.LOCAL));
    }

    @AfterAll
    static void close() throws IOException {
        engine.close();
    }

    @Test
    void aClockThatIsTooFarFromOursFailsWithTheDistance() {
        var theirsIsLate = new EngineChecks(engine, Clock.offset(OURS, Duration.ofMinutes(2)));
        assertThat(failed(theirsIsLate, "server-clock")).satisfies(check -> {
            assertThat(check.evidence()).containsPattern("1(19|20|21) s apart");
            assertThat(check.advice()).contains("time service");
        });
        var theirsIsEarly = new EngineChecks(engine, Clock.offset(OURS, Duration.ofMinutes(-2)));
        assertThat(failed(theirsIsEarly, "server-clock").evidence()).containsPattern("1(19|20|21) s apart");
    }

    @Test
    void lessMemoryThanIsNeededFailsWithHowMuchThereIs() {
        var check = failed(new EngineChecks(engine, OURS, Long.MAX_VALUE), "server-memory");
        long told = Long.parseLong(check.evidence().replaceAll("[^0-9]", ""));
        assertThat(told).isGreaterThan(256);
        assertThat(check.advice()).contains("more memory");
    }

    private static Check failed(EngineChecks checks, String name) {
        var failed = checks.run().stream().filter(check -> !check.passed()).toList();
        assertThat(failed).extracting(Check::name).containsExactly(name);
        return failed.getFirst();
    }
}
