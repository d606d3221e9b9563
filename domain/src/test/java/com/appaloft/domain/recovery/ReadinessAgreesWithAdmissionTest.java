package com.appaloft.domain.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.Reason;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.GivenAttempt;
import com.appaloft.domain.testing.GivenFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        long count = 0;
        for (var attempt : ATTEMPTS) {
            for (var resource : RESOURCES) {
                check(new RecoveryFacts(attempt, resource, List.of(), 0));
                count++;
            }
        }
        print(count, "attempts × resources");
    }

    @Test
    void whateverTheCandidateAndTheResourceARollbackIsAllowedExactlyWhereItIsAdmitted() {
        long count = 0;
        for (var candidate : CANDIDATES) {
            for (var resource : RESOURCES) {
                check(new RecoveryFacts(FAILED, resource, List.of(candidate), 1));
                count++;
            }
        }
        print(count, "candidates × resources");
    }

    /** Judged alike, so together they stand for every attempt with every resource and every candidate. */
    @Test
    void anAttemptNeverChangesWhatIsSaidOfACandidateNorACandidateOfAnAttempt() {
        var attempts = AllFacts.oneOfEach(ATTEMPTS, a -> List.of(a.status(), codes(RecoveryPolicy.retry(facts(a)))));
        var candidates = candidatesOfEachKind(CANDIDATES);
        long count = 0;
        for (var attempt : attempts) {
            for (var resource : AllFacts.oneOfEach(RESOURCES, ReadinessAgreesWithAdmissionTest::spoken)) {
                var alone = RecoveryPolicy.retry(new RecoveryFacts(attempt, resource, List.of(), 0));
                for (var candidate : candidates) {
                    var facts = new RecoveryFacts(attempt, resource, List.of(candidate), 1);
                    require(RecoveryPolicy.retry(facts).equals(alone), "a candidate changed the retry", facts);
                    check(facts);
                    count++;
                }
            }
        }
        print(count, "kinds of attempts × kinds of resources × kinds of candidates");
    }

    @Test
    void twoCandidatesAreJudgedEachForItself() {
        var first = candidatesOfEachKind(CANDIDATES);
        var second = candidatesOfEachKind(AllFacts.candidates(OTHER));
        long count = 0;
        for (var one : first) {
            for (var two : second) {
                for (var resource : List.of(
                        WELL,
                        GivenFacts.allIsWell().serving(GivenFacts.GOOD).resource(),
                        GivenFacts.allIsWell().busy().resource(),
                        GivenFacts.allIsWell().targetUnreachable().resource())) {
                    check(new RecoveryFacts(FAILED, resource, List.of(one, two), 2));
                    count++;
                }
            }
        }
        print(count, "pairs of candidates × resources");
    }

    @Property(tries = 2000)
    void whateverTheFactsAndHoweverManyCandidatesReadinessAgreesWithAdmission(
            @ForAll("attempts") AttemptFacts attempt,
            @ForAll("resources") ResourceFacts resource,
            @ForAll @Size(max = 6) List<@From("candidates") CandidateFacts> candidates) {
        var named = new HashSet<DeploymentId>();
        var distinct = candidates.stream().filter(c -> named.add(c.id())).toList();
        check(new RecoveryFacts(attempt, resource, distinct, distinct.size()));
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

    private static void check(RecoveryFacts facts) {
        var readiness = RecoveryReadiness.judge(facts, NOW);
        agrees(readiness.retry(), Recovery.refusal(new RecoveryCommand.Retry(), facts), RecoveryAction.RETRY, facts);
        agrees(
                readiness.redeploy(),
                Recovery.refusal(new RecoveryCommand.Redeploy(), facts),
                RecoveryAction.REDEPLOY,
                facts);
        require(
                Recovery.redeployRefusal(facts.resource())
                        .equals(Recovery.refusal(new RecoveryCommand.Redeploy(), facts)),
                "a first deployment is judged otherwise",
                facts);
        rollbackAgrees(readiness, facts);
        unknownIsNeverReady(readiness, facts);
        recommendsOnlyWhatIsAllowed(readiness, facts);
    }

    private static void agrees(Verdict verdict, Optional<Problem> refusal, RecoveryAction action, RecoveryFacts facts) {
        require(verdict.allowed() == refusal.isEmpty(), action + " allowed, but refused, or the reverse", facts);
        refusal.ifPresent(problem -> {
            require(problem.code() == action.refusal(), action + " refused as " + problem.code(), facts);
            require(problem.reasons().equals(verdict.reasons()), action + " refused for other reasons", facts);
            require(!verdict.blockers().isEmpty(), action + " refused without a reason", facts);
        });
    }

    /** Rollback is ready if one candidate is; this candidate is if it is and nothing general is in the way. */
    private static void rollbackAgrees(RecoveryReadiness readiness, RecoveryFacts facts) {
        boolean anyAdmitted = false;
        for (var candidate : readiness.candidates()) {
            var refusal = Recovery.refusal(new RecoveryCommand.Rollback(candidate.facts()), facts);
            boolean said = readiness.rollback().allowed() && candidate.verdict().allowed();
            require(said == refusal.isEmpty(), "rollback ready, but refused, or the reverse", facts);
            anyAdmitted |= refusal.isEmpty();
            refusal.ifPresent(problem -> {
                require(problem.code() == RecoveryAction.ROLLBACK.refusal(), "refused as " + problem.code(), facts);
                require(
                        Set.copyOf(problem.reasons()).equals(reasonsAbout(candidate, readiness)),
                        "rollback refused for other reasons",
                        facts);
            });
        }
        require(readiness.rollback().allowed() == anyAdmitted, "rollback ready without a candidate", facts);
        require(
                readiness.rollback().allowed()
                        || !readiness.rollback().blockers().isEmpty(),
                "rollback blocked without a reason",
                facts);
    }

    /** What readiness says of rolling back to this candidate: its own reasons and the general ones, not those of others. */
    private static Set<Reason> reasonsAbout(RecoveryReadiness.Candidate candidate, RecoveryReadiness readiness) {
        var others = readiness.candidates().stream()
                .filter(other -> other != candidate)
                .flatMap(other -> other.verdict().reasons().stream())
                .toList();
        var all = new HashSet<>(candidate.verdict().reasons());
        readiness.rollback().reasons().stream().filter(r -> !others.contains(r)).forEach(all::add);
        return all;
    }

    private static void unknownIsNeverReady(RecoveryReadiness readiness, RecoveryFacts facts) {
        for (var candidate : readiness.candidates()) {
            var c = candidate.facts();
            boolean there = c.artifact() != null
                    && c.observed() == Observation.PRESENT
                    && facts.resource().targetReachable();
            require(there || !candidate.verdict().allowed(), "ready although nobody has seen the artifact", facts);
        }
        var attempt = facts.attempt();
        boolean lost = attempt.artifact() != null
                && (attempt.observed() == Observation.MISSING || attempt.observed() == Observation.OTHER_CONTENT)
                && !attempt.rebuildable();
        require(!lost || !readiness.retry().allowed(), "retry of what cannot be made again", facts);
        require(
                !readiness.retry().allowed() || attempt.status().terminal(),
                "retry of an attempt that is still under way",
                facts);
    }

    private static void recommendsOnlyWhatIsAllowed(RecoveryReadiness readiness, RecoveryFacts facts) {
        var recommended = readiness.recommendedCandidate();
        if (recommended != null) {
            require(readiness.rollback().allowed(), "recommends a candidate although rollback is blocked", facts);
            require(!recommended.equals(facts.resource().serving()), "recommends what serves", facts);
            var candidate = readiness.candidates().stream()
                    .filter(c -> c.facts().id().equals(recommended))
                    .findFirst()
                    .orElseThrow();
            require(candidate.verdict().allowed(), "recommends a candidate that is blocked", facts);
            require(!candidate.facts().identicalToServing(), "recommends what is identical to what serves", facts);
        }
        boolean commands = false;
        for (var action : readiness.recommendedActions()) {
            require(action.command() || !commands, "a query after a command", facts);
            commands |= action.command();
            require(!action.command() || allowed(action, readiness), action.operation() + " is not allowed", facts);
        }
        require(readiness.recommendedActions().size() >= 3, "no queries to begin with", facts);
    }

    private static boolean allowed(RecommendedAction action, RecoveryReadiness readiness) {
        return switch (action.operation()) {
            case "deployments.retry" -> readiness.retry().allowed();
            case "deployments.redeploy" -> readiness.redeploy().allowed();
            case "deployments.rollback" -> readiness.recommendedCandidate() != null;
            case "deployments.cancel" -> readiness.cancel().allowed();
            default -> false;
        };
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

    private static void require(boolean holds, String otherwise, RecoveryFacts facts) {
        if (!holds) {
            throw new AssertionError(otherwise + ": " + facts);
        }
    }

    private static void print(long count, String what) {
        System.out.printf("readiness agreed with admission on %,d combinations: %s%n", count, what);
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
