package com.appaloft.journeys;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of any number of competing commands exactly one is admitted, on a real engine. */
class RaceJourneyIT {
    private static final int ROUNDS = Integer.getInteger("appaloft.race.rounds", 10);

    static ControlPlaneProcess controlPlane;
    static Engine engine;
    static Race race;

    @BeforeAll
    static void start() {
        controlPlane = new ControlPlaneProcess();
        engine = new Engine();
        engine.buildSite("appaloft-journey/race:v1", "race");
        var at = new Workspace(controlPlane.api());
        race = new Race(at, at.worker("race", "appaloft-journey/race:v1"), () -> {}, at::cancel, () -> () -> {});
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
        engine.close();
    }

    @Test
    void randomMixesNeverHaveTwoHoldersAndReadinessAgreesWithTheCommands() throws Exception {
        race.mixes(ROUNDS);
        race.rollbacksAtOnce();
    }
}
