package com.appaloft.journeys;

import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.FailureCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two hundred rounds of sixteen competing commands on the real database; the host answers at once, so that they come thick and fast. */
class RaceTest {
    private static final int ROUNDS = Integer.getInteger("appaloft.race.rounds", 200);

    @Test
    void exactlyOneOfSixteenIsAdmittedInEveryRound() throws Exception {
        try (var controlPlane = new InProcess()) {
            controlPlane.host().image("race/app:v1", FakeImage.serving());
            var at = new Workspace(controlPlane.api(), InProcess.KIND);
            var resource = at.resource(
                    "race",
                    Workspace.image("race/app:v1"),
                    Map.of("internalPort", 8080, "exposure", "direct-port", "hostPort", 42_000),
                    Workspace.httpHealth());
            var race = new Race(
                    at,
                    resource,
                    () -> controlPlane.host().script().failNext(Step.START, FailureCode.START_FAILED),
                    second -> {},
                    () -> {
                        var gate = controlPlane.host().script().blockNext(Step.START);
                        return () -> {
                            gate.awaitReached();
                            gate.release();
                        };
                    });
            race.rollbacksAtOnce();
            race.mixes(ROUNDS);
        }
    }
}
