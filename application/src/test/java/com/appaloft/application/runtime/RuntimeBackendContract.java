package com.appaloft.application.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.HostUnderTest.Behaviour;
import com.appaloft.domain.runtime.HealthSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every runtime backend promises; subclass it for each backend, the fake included. */
public abstract class RuntimeBackendContract extends ServicesPromises {
    private static final HealthSpec.Http AT_ROOT = new HealthSpec.Http("/", 200, 1, 2, 3, 0);

    @Test
    void healthOverHttpIsTheStatus() {
        Workload well = start(
                host().workload(host().image(Behaviour.SERVING)).publishing(0).spec());
        awaitHealth(well, AT_ROOT, Health.HEALTHY);
        var wrong = ask(well, new HealthSpec.Http("/missing", 200, 1, 2, 3, 0));
        assertThat(wrong.health()).isEqualTo(Health.NOT_YET);
        assertThat(wrong.answered()).isTrue();
        assertThat(wrong.detail()).contains("404");
    }

    @Test
    void healthByCommandIsItsExitCode() {
        Workload well = start(host().workload(host().image(Behaviour.SERVING)).spec());
        awaitHealth(well, new HealthSpec.Command(host().commandThatSucceeds(), 1, 5, 3, 0), Health.HEALTHY);
    }

    @Test
    void healthByImageIsItsHealthcheck() {
        var image = new HealthSpec.Image();
        Workload well = start(
                host().workload(host().image(Behaviour.WELL)).checked(image).spec());
        Workload unwell = start(
                host().workload(host().image(Behaviour.UNWELL)).checked(image).spec());
        Workload without = start(
                host().workload(host().image(Behaviour.SERVING)).checked(image).spec());
        awaitHealth(well, image, Health.HEALTHY);
        awaitHealth(unwell, image, Health.UNHEALTHY);
        awaitHealth(without, image, Health.HEALTHY);
    }

    @Test
    void aDeadWorkloadIsNeverHealthy() {
        Workload dead = start(
                host().workload(host().image(Behaviour.FAILING)).publishing(0).spec());
        await().until(() -> !find(dead.name()).running());
        for (HealthSpec health : List.of(
                new HealthSpec.None(),
                new HealthSpec.Image(),
                AT_ROOT,
                new HealthSpec.Command(host().commandThatSucceeds(), 1, 2, 3, 0))) {
            assertThat(backend().ask(server(), dead, health, Operation.quiet()).health())
                    .as(health.toString())
                    .isEqualTo(Health.NOT_YET);
        }
        Workload alive = start(host().workload(host().image(Behaviour.SERVING)).spec());
        assertThat(ask(alive, new HealthSpec.None()).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void cancelEndsAHealthQuestionNobodyAnswers() {
        Workload silent = start(
                host().workload(host().image(Behaviour.SILENT)).publishing(0).spec());
        var operation = Operation.quiet();
        var question = inBackground(() -> {
            // before the process listens its port answers by closing; asked again it is silent
            while (true) {
                backend().ask(server(), silent, new HealthSpec.Http("/", 200, 1, 600, 3, 0), operation);
            }
        });
        host().awaitQuestionUnderWay();
        operation.cancel();
        assertCanceledSoon(question);
    }

    @Test
    void theHostIsCheckedForReal() {
        assertThat(backend().check(server())).isNotEmpty().allSatisfy(check -> {
            assertThat(check.passed()).as(check.toString()).isTrue();
            assertThat(check.evidence()).isNotBlank();
        });
        assertThat(backend().freePort(server())).isBetween(1, 65_535);
    }
}
