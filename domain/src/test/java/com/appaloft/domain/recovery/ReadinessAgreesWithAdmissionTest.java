package com.appaloft.domain.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Reason;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.GivenAttempt;
import com.appaloft.domain.testing.GivenFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Readiness says allowed exactly where the command is admitted, whatever the facts, and gives the reasons it is refused with. */
class ReadinessAgreesWithAdmissionTest {
    /** bin/test checks every combination; elsewhere a sample keeps the tests of this module quick. */
    private static final int EVERY = Integer.getInteger("appaloft.facts.every", 41);

    private static final Instant NOW = Given.at(3600);
    private static final DeploymentId OTHER = Given.attempt("other");
    private static final List<AttemptFacts> ATTEMPTS = AllFacts.attempts();
    private static final List<ResourceFacts> RESOURCES = AllFacts.resources();
    private static final List<CandidateFacts> CANDIDATES = AllFacts.candidates(GivenFacts.GOOD);
    private static final CandidateFacts READY = GivenFacts.candidate();
    private static final AttemptFacts FAILED = GivenFacts.allIsWell().attempt();
    private static final ResourceFacts WELL = GivenFacts.allIsWell().resource();

    @Test
    void whateverTheAttemptAndTheResourceRetryAndRedeployAreAllowedExactlyWhereTheyAreAdmitted() {
        each(ATTEMPTS, attempt -> RESOURCES.stream().map(r -> new RecoveryFacts(attempt, r, List.of(), 0)))
                .forAll("attempts × resources");
    }

    @Test
    void whateverTheCandidateAndTheResourceARollbackIsAllowedExactlyWhereItIsAdmitted() {
        each(CANDIDATES, candidate -> RESOURCES.stream().map(r -> new RecoveryFacts(FAILED, r, List.of(candidate), 1)))
                .forAll("candidates × resources");
    }

    /** Judged alike, so together they stand for every attempt with every resource and every candidate. */
    @Test
    void anAttemptNeverChangesWhatIsSaidOfACandidateNorACandidateOfAnAttempt() {
        var attempts = AllFacts.oneOfEach(ATTEMPTS, a -> List.of(a.status(), codes(RecoveryPolicy.retry(facts(a)))));
        var resources = AllFacts.oneOfEach(RESOURCES, ReadinessAgreesWithAdmissionTest::spoken);
        var candidates = candidatesOfEachKind(CANDIDATES);
        each(
                        attempts,
                        attempt -> resources.stream().flatMap(resource -> {
                            var alone = RecoveryPolicy.retry(new RecoveryFacts(attempt, resource, List.of(), 0));
                            return candidates.stream().map(candidate -> {
                                var facts = new RecoveryFacts(attempt, resource, List.of(candidate), 1);
                                if (!RecoveryPolicy.retry(facts).equals(alone)) {
                                    throw new AssertionError("a candidate changed the retry: " + facts);
                                }
                                return facts;
                            });
                        }))
                .forAll("kinds of attempts × kinds of resources × kinds of candidates");
    }

    @Test
    void twoCandidatesAreJudgedEachForItself() {
        var second = candidatesOfEachKind(AllFacts.candidates(OTHER));
        var resources = List.of(
                WELL,
                GivenFacts.allIsWell().serving(GivenFacts.GOOD).resource(),
                GivenFacts.allIsWell().busy().resource(),
                GivenFacts.allIsWell().targetUnreachable().resource());
        each(
                        candidatesOfEachKind(CANDIDATES),
                        one -> second.stream()
                                .flatMap(two -> resources.stream()
                                        .map(resource -> new RecoveryFacts(FAILED, resource, List.of(one, two), 2))))
                .forAll("pairs of candidates × resources");
    }

    @Property(tries = 2000)
    void whateverTheFactsAndHoweverManyCandidatesReadinessAgreesWithAdmission(
            @ForAll("attempts") AttemptFacts attempt,
            @ForAll("resources") ResourceFacts resource,
            @ForAll @Size(max = 6) List<@From("candidates") CandidateFacts> candidates) {
        var named = new HashSet<DeploymentId>();
        var distinct = candidates.stream().filter(c -> named.add(c.id())).toList();
        var facts = new RecoveryFacts(attempt, resource, distinct, distinct.size());
        Agreement.check(facts, NOW);
        var readiness = RecoveryReadiness.judge(facts, NOW);
        for (var verdict : List.of(readiness.retry(), readiness.redeploy(), readiness.rollback())) {
            assertThat(verdict.reasons()).doesNotHaveDuplicates();
        }
    }

    @Test
    void cancelIsAllowedExactlyWhereCancelingWouldChangeSomething() {
        for (var status : Status.values()) {
            var attempt = GivenAttempt.in(status);
            var events = DeploymentRules.decide(
                            attempt,
                            new DeploymentCommand.RequestCancel(attempt.id().value(), "requested", NOW))
                    .fold(accepted -> accepted.events().size(), refused -> 0);
            var readiness = status.terminal()
                    ? GivenFacts.allIsWell().readiness()
                    : GivenFacts.allIsWell().active(status, 60).readiness();
            assertThat(readiness.cancel().allowed()).as(status.wire()).isEqualTo(events == 1);
        }
    }

    private static Collection<CandidateFacts> candidatesOfEachKind(List<CandidateFacts> all) {
        return AllFacts.oneOfEach(all, c -> {
            var codes = codes(RecoveryPolicy.candidate(c, WELL));
            return codes.size() > 2 ? codes.size() + codes.getFirst() : codes;
        });
    }

    private static Object spoken(ResourceFacts resource) {
        return List.of(codes(RecoveryPolicy.redeploy(resource)), resource.serving() == null);
    }

    private static List<String> codes(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::code).toList();
    }

    private static RecoveryFacts facts(AttemptFacts attempt) {
        return new RecoveryFacts(attempt, WELL, List.of(READY), 1);
    }

    /** All the facts that follow from each; on every processor there is, since no combination knows of another. */
    private record Combinations(Stream<RecoveryFacts> all) {
        void forAll(String what) {
            var count = new LongAdder();
            all.parallel().forEach(facts -> {
                Agreement.check(facts, NOW);
                count.increment();
            });
            System.out.printf(
                    "readiness agreed with admission on %,d combinations, one of %d: %s%n", count.sum(), EVERY, what);
        }
    }

    private static <T> Combinations each(Collection<T> all, Function<T, Stream<RecoveryFacts>> facts) {
        var list = List.copyOf(all);
        return new Combinations(IntStream.range(0, list.size()).boxed().flatMap(i -> {
            var place = new AtomicInteger(i);
            return facts.apply(list.get(i)).filter(one -> place.getAndIncrement() % EVERY == 0);
        }));
    }

    @Provide
    Arbitrary<AttemptFacts> attempts() {
        return Arbitraries.of(ATTEMPTS);
    }

    @Provide
    Arbitrary<ResourceFacts> resources() {
        return Arbitraries.of(RESOURCES);
    }

    @Provide
    Arbitrary<CandidateFacts> candidates() {
        return Arbitraries.of(Stream.of("good", "other", "c3", "c4", "c5", "c6")
                .flatMap(name -> Stream.concat(
                        AllFacts.candidates(Given.attempt(name)).stream()
                                .filter(c -> c.status() == Status.SUCCEEDED || c.status() == Status.FAILED),
                        Stream.generate(() -> ready(name)).limit(400)))
                .toList());
    }

    private static CandidateFacts ready(String name) {
        return new CandidateFacts(
                Given.attempt(name),
                Status.SUCCEEDED,
                Given.at(20),
                true,
                true,
                true,
                Given.artifact("v1"),
                Observation.PRESENT,
                false,
                false,
                false);
    }
}
