package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.ssh.FreeSpace;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Really asks the engine, one question after the other, and says what to do about what is wrong. */
final class EngineChecks {
    private static final long NEEDED_BYTES = 1L << 30;
    private static final long NEEDED_MEMORY = 256L << 20;
    private static final Duration MOST_APART = Duration.ofSeconds(30);

    /** In the order in which they are asked. */
    private static final Map<String, Function<EngineChecks, Check>> QUESTIONS = questions();

    private final Engine engine;
    private final InstantSource time;
    private final long neededMemory;

    EngineChecks(Engine engine, InstantSource time) {
        this(engine, time, NEEDED_MEMORY);
    }

    /** @param neededMemory in bytes */
    EngineChecks(Engine engine, InstantSource time, long neededMemory) {
        this.engine = engine;
        this.time = time;
        this.neededMemory = neededMemory;
    }

    private static Map<String, Function<EngineChecks, Check>> questions() {
        var questions = new LinkedHashMap<String, Function<EngineChecks, Check>>();
        questions.put("engine-version", EngineChecks::version);
        questions.put("engine-workloads", EngineChecks::workloads);
        questions.put("engine-disk", EngineChecks::disk);
        questions.put("server-memory", EngineChecks::memory);
        questions.put("server-clock", EngineChecks::clock);
        return questions;
    }

    /** Stops at the first question without which the next ones make no sense. */
    List<Check> run() {
        var checks = new ArrayList<Check>();
        checks.addAll(engine.reach().checkTheWay());
        if (!engine.reach().shown().startsWith("unix:") && !checks.stream().allMatch(Check::passed)) {
            return List.copyOf(checks);
        }
        Check reachable = guarded("engine-reachable", this::reachable);
        checks.add(reachable);
        if (reachable.passed()) {
            for (var question : QUESTIONS.entrySet()) {
                checks.add(guarded(question.getKey(), () -> question.getValue().apply(this)));
                if (silent(checks.getLast())) {
                    break;
                }
            }
        }
        return List.copyOf(checks);
    }

    /** An engine that left one question unanswered would let us wait for each of the others too. */
    private static boolean silent(Check check) {
        return check.code() == FailureCode.ENGINE_UNAVAILABLE || check.code() == FailureCode.SERVER_UNREACHABLE;
    }

    private Check reachable() {
        var ping = engine.pingNow();
        return passed(
                "engine-reachable",
                engine.reach().shown() + " answers; API up to " + ping.offered().getVersion() + ".");
    }

    private Check version() {
        Version version = engine.promptClient().versionCmd().exec();
        return passed(
                "engine-version",
                "Docker " + version.getVersion() + ", API " + version.getApiVersion() + ", "
                        + version.getOperatingSystem() + "/" + version.getArch() + ".");
    }

    private Check workloads() {
        int running = engine.promptClient().listContainersCmd().exec().size();
        return passed("engine-workloads", "Containers may be listed; " + running + " are running.");
    }

    private Check disk() {
        Info info = engine.promptClient().infoCmd().exec();
        String root = String.valueOf(info.getDockerRootDir());
        return engine.reach()
                .freeSpace(root)
                .map(space -> disk(root, space))
                .orElseGet(() -> new Check(
                        "engine-disk",
                        Check.Outcome.UNKNOWN,
                        "The engine keeps its data in " + root + ", and nobody tells how much room is there.",
                        "Look at it on the server: df -h " + root + ".",
                        null));
    }

    private static Check disk(String root, FreeSpace space) {
        String evidence = root + " has " + (space.free() >> 20) + " MiB of " + (space.total() >> 20) + " MiB free.";
        return space.free() >= NEEDED_BYTES
                ? passed("engine-disk", evidence)
                : failed(
                        "engine-disk",
                        evidence,
                        "Free disk space, for instance with docker system prune.",
                        FailureCode.DISK_FULL);
    }

    private Check memory() {
        Info info = engine.promptClient().infoCmd().exec();
        long total = info.getMemTotal() == null ? 0 : info.getMemTotal();
        String evidence = "The server has " + (total >> 20) + " MiB of memory.";
        return total >= neededMemory
                ? passed("server-memory", evidence)
                : failed("server-memory", evidence, "Choose a server with more memory.", null);
    }

    private Check clock() {
        Info info = engine.promptClient().infoCmd().exec();
        var theirs = OffsetDateTime.parse(String.valueOf(info.getSystemTime())).toInstant();
        long apart = Math.abs(Duration.between(theirs, time.instant()).toSeconds());
        String evidence = "Its clock and ours are " + apart + " s apart.";
        return apart <= MOST_APART.toSeconds()
                ? passed("server-clock", evidence)
                : failed(
                        "server-clock",
                        evidence,
                        "Let a time service (chrony, systemd-timesyncd) set the server's clock.",
                        null);
    }

    private Check guarded(String name, Supplier<Check> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            RuntimeException told = EngineErrors.failure(FailureCode.ENGINE_UNAVAILABLE, e);
            String evidence = told instanceof BackendFailure failure
                    ? failure.sentence() + (failure.evidence() == null ? "" : " " + failure.evidence())
                    : String.valueOf(told.getMessage());
            return failed(
                    name,
                    evidence,
                    engine.reach().adviceOnSilence(),
                    told instanceof BackendFailure failure ? failure.code() : null);
        }
    }

    private static Check passed(String name, String evidence) {
        return new Check(name, true, evidence, "");
    }

    private static Check failed(String name, String evidence, String advice, @Nullable FailureCode code) {
        return new Check(name, false, evidence, advice, code);
    }
}
