package com.appaloft.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.retention.AttemptRecord.Worth;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.testing.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which archived attempts go, and which stay and why. */
class PrunePolicyTest {
    private static final Instant BEFORE = Given.at(1_000);
    private static final PruneScope ALL = new PruneScope(BEFORE, null, null, null);

    @Test
    void anArchivedAttemptThatNothingNeedsIsPruned() {
        var plan = PrunePolicy.plan(ALL, List.of(ended("a", new Trigger.Create(), Worth.NONE)));

        assertThat(plan.pruned()).containsExactly(id("a"));
        assertThat(plan.guarded()).isEmpty();
    }

    @Test
    void nothingOfAPreviewThatIsCleanedUpIsAnyLastKnownGood() {
        var plan = PrunePolicy.plan(ALL, List.of(ended("a", new Trigger.Create(), Worth.OVER)));

        assertThat(plan.pruned()).containsExactly(id("a"));
        assertThat(plan.candidatesBefore()).isZero();
    }

    @Test
    void whatIsNotArchivedOrNotOldEnoughIsNotMatched() {
        var shown = with(ended("a", new Trigger.Create(), Worth.NONE), false, Set.of());
        var plan = PrunePolicy.plan(
                new PruneScope(Given.at(10), null, null, null),
                List.of(shown, ended("b", new Trigger.Create(), Worth.NONE)));

        assertThat(plan.matched()).isZero();
    }

    /** Every link stays because of the one behind it; whoever looked at all of it for each would not come to an end. */
    @Test
    void aLongChainOfRetriesWhoseHeadIsNeededStays() {
        var chain = new ArrayList<AttemptRecord>();
        chain.add(ended("a0", new Trigger.Create(), Worth.NONE));
        int links = 20_000;
        for (int i = 1; i < links; i++) {
            chain.add(ended("a" + i, new Trigger.Retry(id("a" + (i - 1)), null), Worth.NONE));
        }
        chain.add(active("head", new Trigger.Retry(id("a" + (links - 1)), null), null));
        var plan = PrunePolicy.plan(ALL, chain);

        assertThat(plan.pruned()).isEmpty();
        assertThat(plan.guarded())
                .hasSize(links)
                .allSatisfy((id, guards) -> assertThat(guards).containsExactly(PruneGuard.REFERENCED_BY_RETRY));
    }

    @Test
    void theFutureBeginsWithTheNextMillisecond() {
        var now = Given.at(10);
        assertThat(new PruneScope(now.plusNanos(999_999), null, null, null).refusal(now))
                .isEmpty();
        assertThat(new PruneScope(now.plusMillis(1), null, null, null).refusal(now))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(PruneGuard.class)
    void everyGuardKeepsTheAttemptAndIsNamed(PruneGuard guard) {
        var kept = ended("a", new Trigger.Create(), guard == PruneGuard.LAST_KNOWN_GOOD ? Worth.READY : Worth.NONE);
        var other = switch (guard) {
            case REFERENCED_AS_SOURCE -> active("b", new Trigger.Redeploy(id("a")), null);
            case REFERENCED_BY_RETRY -> active("b", new Trigger.Retry(id("a"), null), null);
            case REFERENCED_BY_ROLLBACK -> active("b", new Trigger.Rollback(id("a"), id("x")), null);
            case REFERENCED_AS_ROLLBACK_CANDIDATE -> active("b", new Trigger.Rollback(id("x"), id("a")), null);
            case REFERENCED_BY_SUPERSEDE -> active("b", new Trigger.Create(), id("a"));
            case PROVIDER_LOG_RETAINED,
                    RUNTIME_LOG_RETAINED,
                    RUNTIME_CONTROL_RETAINED,
                    SERVING_NOW,
                    ARTIFACT_PINNED,
                    LAST_KNOWN_GOOD -> active("b", new Trigger.Create(), null);
        };
        boolean own = other.trigger() instanceof Trigger.Create
                && other.supersededBy() == null
                && guard != PruneGuard.LAST_KNOWN_GOOD;
        var plan = PrunePolicy.plan(ALL, List.of(own ? with(kept, true, Set.of(guard)) : kept, other));

        assertThat(plan.pruned()).isEmpty();
        assertThat(plan.guarded()).containsOnlyKeys(id("a"));
        assertThat(plan.guarded().get(id("a"))).containsExactly(guard);
    }

    @Test
    void aRollbackThatIsTriedAgainKeepsItsCandidate() {
        var plan = PrunePolicy.plan(
                ALL,
                List.of(
                        ended("a", new Trigger.Create(), Worth.NONE),
                        active("b", new Trigger.Retry(id("x"), id("a")), null)));

        assertThat(plan.guarded().get(id("a"))).containsExactly(PruneGuard.REFERENCED_AS_ROLLBACK_CANDIDATE);
    }

    @Test
    void aChainThatGoesAsAWholeGuardsNothing() {
        var plan = PrunePolicy.plan(
                ALL,
                List.of(
                        ended("a", new Trigger.Create(), Worth.NONE),
                        ended("b", new Trigger.Retry(id("a"), null), Worth.NONE),
                        ended("c", new Trigger.Retry(id("b"), null), Worth.NONE)));

        assertThat(plan.pruned()).containsExactly(id("a"), id("b"), id("c"));
    }

    @Test
    void aChainStaysUpToWhatStays() {
        var plan = PrunePolicy.plan(
                ALL,
                List.of(
                        ended("a", new Trigger.Create(), Worth.NONE),
                        ended("b", new Trigger.Retry(id("a"), null), Worth.NONE),
                        with(ended("c", new Trigger.Retry(id("b"), null), Worth.NONE), false, Set.of())));

        assertThat(plan.guarded())
                .containsOnlyKeys(id("a"), id("b"))
                .allSatisfy((id, guards) -> assertThat(guards).containsExactly(PruneGuard.REFERENCED_BY_RETRY));
    }

    @Test
    void theNewestThatIsSurelyReadyStaysWhereNewerOnesAreLost() {
        var plan = PrunePolicy.plan(
                ALL,
                List.of(
                        ended("a", new Trigger.Create(), Worth.READY),
                        ended("b", new Trigger.Create(), Worth.READY),
                        ended("c", new Trigger.Create(), Worth.UNVERIFIED),
                        ended("d", new Trigger.Create(), Worth.LOST),
                        ended("e", new Trigger.Create(), Worth.LOST)));

        assertThat(plan.pruned()).containsExactly(id("a"), id("d"));
        assertThat(plan.candidatesBefore()).isEqualTo(3);
        assertThat(plan.candidatesAfter()).isEqualTo(2);
    }

    @Test
    void aCutOffInTheFutureIsRefused() {
        assertThat(ALL.refusal(BEFORE)).isEmpty();
        assertThat(ALL.refusal(BEFORE.minusMillis(1))).hasValueSatisfying(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.VALIDATION_ERROR);
            assertThat(problem.pointer()).isEqualTo("/before");
        });
    }

    /** Over random histories: nothing guarded goes, nothing that stays refers to what went, and recoverable stays recoverable. */
    @Property(tries = 2_000)
    void nothingGuardedGoesAndWhatCouldRecoverStillCan(@ForAll long seed) {
        var attempts = history(new Random(seed));
        var plan = PrunePolicy.plan(ALL, attempts);
        var gone = new HashSet<>(plan.pruned());
        var left = attempts.stream().filter(a -> !gone.contains(a.id())).toList();

        attempts.stream().filter(a -> gone.contains(a.id())).forEach(a -> {
            assertThat(a.archived()).isTrue();
            assertThat(a.held()).isEmpty();
        });
        for (var other : left) {
            assertThat(gone)
                    .doesNotContain(other.trigger().source(), other.trigger().candidate(), other.supersededBy());
        }
        assertThat(worths(left, Worth.READY)).isEqualTo(worths(attempts, Worth.READY));
        if (attempts.stream().anyMatch(a -> a.worth().counts())) {
            assertThat(left).anyMatch(a -> a.worth().counts());
        }
        assertThat(PrunePolicy.plan(ALL, left).pruned())
                .as("a second run finds no more")
                .isEmpty();
        assertThat(PrunePolicy.plan(ALL, attempts)).isEqualTo(plan);
    }

    private static boolean worths(List<AttemptRecord> attempts, Worth worth) {
        return attempts.stream().anyMatch(a -> a.worth() == worth);
    }

    private static List<AttemptRecord> history(Random random) {
        var attempts = new ArrayList<AttemptRecord>();
        int many = 1 + random.nextInt(12);
        for (int i = 0; i < many; i++) {
            var earlier = attempts.stream().map(AttemptRecord::id).collect(Collectors.toList());
            var attempt = ended(name(i), trigger(random, earlier), Worth.values()[random.nextInt(4)]);
            var held = EnumSet.noneOf(PruneGuard.class);
            if (random.nextInt(4) == 0) {
                held.add(PruneGuard.ARTIFACT_PINNED);
            }
            attempts.add(with(attempt, random.nextInt(4) > 0, held));
        }
        return attempts;
    }

    private static Trigger trigger(Random random, List<DeploymentId> earlier) {
        if (earlier.isEmpty()) {
            return new Trigger.Create();
        }
        var one = earlier.get(random.nextInt(earlier.size()));
        var two = earlier.get(random.nextInt(earlier.size()));
        return switch (random.nextInt(7)) {
            case 0 -> new Trigger.Retry(one, random.nextBoolean() ? two : null);
            case 1 -> new Trigger.Redeploy(one);
            case 2 -> new Trigger.Rollback(one, two);
            case 3 -> new Trigger.ForceRedeploy(one);
            case 4 -> new Trigger.Preview();
            default -> new Trigger.Create();
        };
    }

    private static String name(int i) {
        return String.valueOf((char) ('a' + i));
    }

    private static DeploymentId id(String name) {
        return Given.attempt(name);
    }

    /** Archived; later in the alphabet is later in time. */
    private static AttemptRecord ended(String name, Trigger trigger, Worth worth) {
        return record(name, trigger, Given.at(100 + name.charAt(0)), true, null, worth, Set.of());
    }

    private static AttemptRecord active(String name, Trigger trigger, @Nullable DeploymentId supersededBy) {
        return record(name, trigger, null, false, supersededBy, Worth.NONE, Set.of());
    }

    private static AttemptRecord with(AttemptRecord a, boolean archived, Set<PruneGuard> held) {
        return record(
                a.id().value().substring(DeploymentId.PREFIX.length()),
                a.trigger(),
                a.finishedAt(),
                archived,
                a.supersededBy(),
                a.worth(),
                held);
    }

    private static AttemptRecord record(
            String name,
            Trigger trigger,
            @Nullable Instant finishedAt,
            boolean archived,
            @Nullable DeploymentId supersededBy,
            Worth worth,
            Set<PruneGuard> held) {
        return new AttemptRecord(
                id(name),
                Given.RESOURCE,
                com.appaloft.domain.shared.SlotId.of(Given.RESOURCE, Given.ENVIRONMENT, Given.SERVER),
                Given.SERVER,
                trigger,
                finishedAt,
                archived,
                supersededBy,
                worth,
                held);
    }
}
