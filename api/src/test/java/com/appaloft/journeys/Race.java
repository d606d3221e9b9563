package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Many commands for one runtime slot at the same moment. */
final class Race {
    static final int COMPETITORS = 16;

    private final Workspace at;
    private final String resource;
    private final String good;
    private final String stopped;
    private final Supplier<Runnable> hold;

    /**
     * On a resource that has never been deployed.
     *
     * @param beforeSecond runs before the second attempt
     * @param stop makes that second attempt end without success, so that it can be retried
     * @param hold makes the next attempt stay active until what it returns is run, however fast the host is
     */
    Race(Workspace at, String resource, Runnable beforeSecond, Consumer<String> stop, Supplier<Runnable> hold) {
        this.at = at;
        this.resource = resource;
        this.hold = hold;
        good = at.api.deploy(resource);
        at.api.succeeded(good);
        beforeSecond.run();
        stopped = at.api.deploy(resource);
        stop.accept(stopped);
        assertThat(at.api.ended(stopped).path("status").asString()).isIn("failed", "canceled");
    }

    /** Sixteen rollbacks at once: one is admitted, the others are told that the slot is busy. */
    void rollbacksAtOnce() throws Exception {
        var commands = new ArrayList<Supplier<Api.Answer>>();
        for (int i = 0; i < COMPETITORS; i++) {
            commands.add(() -> at.rollback(stopped, good));
        }
        var letGo = hold.get();
        var winner = exactlyOneIsAdmitted(together(commands), "rollbacks");
        letGo.run();
        at.api.ended(winner);
    }

    /** Rounds of random mixes; in each, readiness is read first and must agree with what the commands then do. */
    void mixes(int rounds) throws Exception {
        var random = new Random(7);
        int canceled = 0;
        for (int round = 0; round < rounds; round++) {
            var readiness = at.api.readiness(stopped, "?verify=live");
            var commands = new ArrayList<Supplier<Api.Answer>>();
            for (int i = 0; i < COMPETITORS; i++) {
                commands.add(anyCommand(random.nextInt(3), readiness));
            }
            var letGo = hold.get();
            var winner = exactlyOneIsAdmitted(together(commands), "round " + round);
            letGo.run();
            if (random.nextInt(3) > 0) {
                at.cancel(winner);
                canceled++;
            }
            at.api.ended(winner);
        }
        System.out.println("rounds " + rounds + ", competing commands " + rounds * COMPETITORS + ", admitted " + rounds
                + ", two holders 0, disagreements 0, cancels asked " + canceled);
    }

    private String exactlyOneIsAdmitted(List<Api.Answer> answers, String when) {
        var winners = answers.stream().filter(a -> a.status() == 202).toList();
        assertThat(winners).as("admitted in %s", when).hasSize(1);
        assertThat(answers.stream().filter(a -> a.status() != 202)).allSatisfy(a -> {
            assertThat(a.status()).as("%s", a.body()).isEqualTo(409);
            assertThat(a.reasons()).as("%s", a.body()).contains("resource-runtime-busy");
        });
        var winner = winners.getFirst().text("id");
        boolean busy = Api.codes(at.api.readiness(stopped, "").path("retry").path("reasons"))
                .contains("resource-runtime-busy");
        assertThat(busy
                        || !Api.ACTIVE.contains(
                                at.api.deployment(winner).path("status").asString()))
                .as("readiness sees the accepted command at once, unless it has ended already")
                .isTrue();
        return winner;
    }

    private Supplier<Api.Answer> anyCommand(int which, JsonNode readiness) {
        return switch (which) {
            case 0 -> {
                assertThat(readiness.path("retryable").asBoolean())
                        .as("%s", readiness)
                        .isTrue();
                yield () -> at.api.post("/api/deployments/" + stopped + "/retry", null);
            }
            case 1 -> {
                assertThat(readiness.path("redeployable").asBoolean())
                        .as("%s", readiness)
                        .isTrue();
                yield () -> at.api.post("/api/resources/" + resource + "/redeploy", Map.of());
            }
            default -> {
                assertThat(readiness.path("rollbackReady").asBoolean())
                        .as("%s", readiness)
                        .isTrue();
                yield () -> at.rollback(stopped, good);
            }
        };
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
