package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of any number of competing commands exactly one is admitted, and readiness never says otherwise. */
class RaceJourneyIT {
    private static final int COMPETITORS = 16;
    private static final int ROUNDS = Integer.getInteger("appaloft.race.rounds", 200);

    static ControlPlaneProcess controlPlane;
    static Engine engine;
    static Workspace at;

    @BeforeAll
    static void start() {
        controlPlane = new ControlPlaneProcess();
        engine = new Engine();
        at = new Workspace(controlPlane.api());
        engine.buildSite("appaloft-journey/race:v1", "race");
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
        engine.close();
    }

    @Test
    void sixteenRollbacksAtOnceAdmitExactlyOne() throws Exception {
        var resource = at.worker("race-rollback", "appaloft-journey/race:v1");
        var first = at.api.deploy(resource);
        at.api.succeeded(first);
        var second = at.api.deploy(resource);
        at.api.succeeded(second);
        var answers = atOnce(COMPETITORS, () -> at.rollback(second, first));
        assertThat(answers.stream().filter(a -> a.status() == 202)).hasSize(1);
        assertThat(answers.stream().filter(a -> a.status() == 409 && a.reasons().contains("resource-runtime-busy")))
                .hasSize(COMPETITORS - 1);
        answers.stream().filter(a -> a.status() == 202).forEach(a -> at.api.succeeded(a.text("id")));
    }

    @Test
    void randomMixesNeverHaveTwoHoldersAndReadinessAgreesWithTheCommands() throws Exception {
        var resource = at.worker("race-mix", "appaloft-journey/race:v1");
        var good = at.api.deploy(resource);
        at.api.succeeded(good);
        var stopped = at.api.deploy(resource);
        at.cancel(stopped);
        at.api.ended(stopped);
        var random = new Random(7);
        int admitted = 0;
        int canceled = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var readiness = at.api.readiness(stopped, "?verify=live");
            var commands = new ArrayList<Supplier<Api.Answer>>();
            for (int i = 0; i < COMPETITORS; i++) {
                commands.add(anyCommand(random.nextInt(3), readiness, resource, good, stopped));
            }
            var answers = together(commands);
            var winners = answers.stream().filter(a -> a.status() == 202).toList();
            assertThat(winners).as("round %d admitted", round).hasSize(1);
            assertThat(answers.stream().filter(a -> a.status() != 202))
                    .allSatisfy(a -> assertThat(a.reasons()).as("%s", a.body()).contains("resource-runtime-busy"));
            var winner = winners.getFirst().text("id");
            boolean busy = Api.codes(at.api.readiness(stopped, "").path("retry").path("reasons"))
                    .contains("resource-runtime-busy");
            assertThat(busy || !Api.ACTIVE.contains(at.api.deployment(winner).path("status").asString()))
                    .as("readiness sees the accepted command at once, unless it has ended already")
                    .isTrue();
            if (random.nextInt(3) > 0) {
                at.cancel(winner);
                canceled++;
            }
            at.api.ended(winner);
            admitted++;
        }
        System.out.println("rounds " + ROUNDS + ", competing commands " + ROUNDS * COMPETITORS + ", admitted " + admitted
                + ", two holders 0, disagreements 0, cancels asked " + canceled);
        assertThat(admitted).isEqualTo(ROUNDS);
    }

    private static Supplier<Api.Answer> anyCommand(
            int which, tools.jackson.databind.JsonNode readiness, String resource, String good, String stopped) {
        return switch (which) {
            case 0 -> {
                assertThat(readiness.path("retryable").asBoolean()).as("%s", readiness).isTrue();
                yield () -> at.api.post("/api/deployments/" + stopped + "/retry", null);
            }
            case 1 -> {
                assertThat(readiness.path("redeployable").asBoolean()).as("%s", readiness).isTrue();
                yield () -> at.api.post("/api/resources/" + resource + "/redeploy", Map.of());
            }
            default -> {
                assertThat(readiness.path("rollbackReady").asBoolean()).as("%s", readiness).isTrue();
                yield () -> at.rollback(stopped, good);
            }
        };
    }

    private static List<Api.Answer> atOnce(int times, Supplier<Api.Answer> command) throws Exception {
        var commands = new ArrayList<Supplier<Api.Answer>>();
        for (int i = 0; i < times; i++) {
            commands.add(command);
        }
        return together(commands);
    }

    private static List<Api.Answer> together(List<Supplier<Api.Answer>> commands) throws Exception {
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<Api.Answer>>();
            for (var command : commands) {
                futures.add(threads.submit(() -> {
                    go.await();
                    return command.get();
                }));
            }
            go.countDown();
            var answers = new ArrayList<Api.Answer>();
            for (var future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
