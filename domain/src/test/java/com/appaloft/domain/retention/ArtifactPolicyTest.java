package com.appaloft.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.retention.AttemptRecord.Worth;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.testing.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Which artifacts stay and why. */
class ArtifactPolicyTest {
    private static final ArtifactPolicy LAST_TWO = new ArtifactPolicy(2);

    @Test
    void theLastSuccessesStayAndOlderOnesMayGo() {
        var judged = judge(List.of(
                ended(1, Worth.READY, Set.of()), ended(2, Worth.READY, Set.of()), ended(3, Worth.READY, Set.of())));

        assertThat(judged.get(artifact(1))).isEmpty();
        assertThat(judged.get(artifact(2))).containsExactly(KeepReason.RETAINED_BY_POLICY);
        assertThat(judged.get(artifact(3)))
                .containsExactlyInAnyOrder(
                        KeepReason.RETAINED_BY_POLICY, KeepReason.LAST_KNOWN_GOOD, KeepReason.NEWEST_ATTEMPT);
    }

    @Test
    void anOlderOneThatIsStillThereStaysWhereTheNewerOnesAreLost() {
        var judged = judge(List.of(
                ended(1, Worth.READY, Set.of()), ended(2, Worth.LOST, Set.of()), ended(3, Worth.LOST, Set.of())));

        assertThat(judged.get(artifact(1))).containsExactly(KeepReason.LAST_KNOWN_GOOD);
    }

    @Test
    void whatRanInAPreviewThatIsCleanedUpIsKeptOnlyByWhatHoldsIt() {
        var judged = judge(
                List.of(ended(1, Worth.OVER, Set.of(PruneGuard.ARTIFACT_PINNED)), ended(2, Worth.OVER, Set.of())));

        assertThat(judged.get(artifact(1))).containsExactly(KeepReason.PINNED);
        assertThat(judged.get(artifact(2))).isEmpty();
    }

    @Test
    void whatHoldsAnAttemptKeepsItsArtifact() {
        var old = ended(1, Worth.NONE, Set.of(PruneGuard.ARTIFACT_PINNED, PruneGuard.SERVING_NOW));
        var unasked = ended(2, Worth.NONE, Set.of(PruneGuard.RUNTIME_CONTROL_RETAINED));
        var running =
                ended(3, Worth.NONE, Set.of(PruneGuard.RUNTIME_LOG_RETAINED, PruneGuard.RUNTIME_CONTROL_RETAINED));
        var judged = judge(List.of(old, unasked, running, ended(4, Worth.NONE, Set.of())));

        assertThat(judged.get(artifact(1))).containsExactly(KeepReason.PINNED, KeepReason.SERVING_NOW);
        assertThat(judged.get(artifact(2))).containsExactly(KeepReason.HOST_NOT_ASKED);
        assertThat(judged.get(artifact(3))).containsExactly(KeepReason.USED_BY_CONTAINER);
        assertThat(judged.get(artifact(4))).containsExactly(KeepReason.NEWEST_ATTEMPT);
    }

    @Test
    void atLeastOneSuccessIsKept() {
        assertThatThrownBy(() -> new ArtifactPolicy(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Over random histories: what can be rolled back to today still can, somewhere, and nothing held goes. */
    @Property(tries = 2_000)
    void aResourceThatCouldRecoverStillCan(@ForAll long seed) {
        var random = new Random(seed);
        var attempts = new ArrayList<AttemptRecord>();
        var artifacts = new HashMap<DeploymentId, ArtifactId>();
        for (int i = 1; i <= 1 + random.nextInt(10); i++) {
            Set<PruneGuard> held = random.nextInt(5) == 0 ? Set.of(PruneGuard.ARTIFACT_PINNED) : Set.of();
            var attempt = ended(i, Worth.values()[random.nextInt(Worth.values().length)], held);
            attempts.add(attempt);
            artifacts.put(attempt.id(), artifact(1 + random.nextInt(4)));
        }
        var judged = LAST_TWO.judge(attempts, artifacts);
        var left = attempts.stream()
                .filter(a ->
                        !judged.getOrDefault(artifacts.get(a.id()), Set.of()).isEmpty())
                .toList();

        for (var worth : List.of(Worth.READY, Worth.UNVERIFIED)) {
            if (attempts.stream().anyMatch(a -> a.worth() == worth)) {
                assertThat(left).anyMatch(a -> a.worth().counts());
            }
        }
        assertThat(left.stream().anyMatch(a -> a.worth() == Worth.READY))
                .isEqualTo(attempts.stream().anyMatch(a -> a.worth() == Worth.READY));
        assertThat(left)
                .containsAll(attempts.stream().filter(a -> !a.held().isEmpty()).toList());
    }

    private static Map<ArtifactId, Set<KeepReason>> judge(List<AttemptRecord> attempts) {
        var artifacts = new HashMap<DeploymentId, ArtifactId>();
        for (int i = 0; i < attempts.size(); i++) {
            artifacts.put(attempts.get(i).id(), artifact(i + 1));
        }
        return LAST_TWO.judge(attempts, artifacts);
    }

    private static ArtifactId artifact(int number) {
        return new ArtifactId("art_" + number);
    }

    private static AttemptRecord ended(int number, Worth worth, Set<PruneGuard> held) {
        return new AttemptRecord(
                Given.attempt("a" + (100 + number)),
                Given.RESOURCE,
                SlotId.of(Given.RESOURCE, Given.ENVIRONMENT, Given.SERVER),
                Given.SERVER,
                new Trigger.Create(),
                Given.at(100 + number),
                false,
                null,
                worth,
                held);
    }
}
