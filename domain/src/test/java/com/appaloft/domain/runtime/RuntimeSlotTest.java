package com.appaloft.domain.runtime;

import static com.appaloft.domain.testing.Given.RESOURCE;
import static com.appaloft.domain.testing.Given.SLOT;
import static com.appaloft.domain.testing.Given.at;
import static com.appaloft.domain.testing.Given.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DeploymentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuntimeSlotTest {
    private static final DeploymentId FIRST = attempt("first");
    private static final DeploymentId SECOND = attempt("second");

    @Test
    void aFreeSlotIsGivenToWhoeverClaimsIt() {
        var slot = after(RuntimeSlot.INITIAL, RuntimeSlot.INITIAL.claim(SLOT, RESOURCE, FIRST, at(1)));
        assertThat(slot.heldBy()).isEqualTo(FIRST);
    }

    @Test
    void aTakenSlotRefusesEveryClaimTheHoldersOwnIncluded() {
        var taken = taken(FIRST);
        assertThat(taken.claim(SLOT, RESOURCE, SECOND, at(2))).isInstanceOf(Decision.Refused.class);
        assertThat(taken.claim(SLOT, RESOURCE, FIRST, at(2))).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void aReleaseByWhoDoesNotHoldItChangesNothing() {
        assertThat(taken(FIRST).release(SLOT, RESOURCE, SECOND, true, "schema-2", at(2)))
                .isEqualTo(Decision.accept());
        assertThat(RuntimeSlot.INITIAL.release(SLOT, RESOURCE, SECOND, true, "schema-2", at(2)))
                .isEqualTo(Decision.accept());
    }

    @Test
    void aSuccessfulHolderServesFromItsReleaseOn() {
        var slot = succeeded(RuntimeSlot.INITIAL, FIRST, null, 1);
        assertThat(slot.heldBy()).isNull();
        assertThat(slot.serving()).isEqualTo(FIRST);
    }

    @Test
    void aHolderThatDidNotSucceedLeavesServingWhatServedBefore() {
        var slot = ended(succeeded(RuntimeSlot.INITIAL, FIRST, "schema-1", 1), SECOND, "schema-2", 2);
        assertThat(slot.serving()).isEqualTo(FIRST);
        assertThat(slot.dataMarkers()).containsOnlyKeys("schema-1");
    }

    @Test
    void whatServesStaysKnownWhileTheSlotIsTaken() {
        var serving = succeeded(RuntimeSlot.INITIAL, FIRST, "schema-1", 1);
        var taken = after(serving, serving.claim(SLOT, RESOURCE, SECOND, at(5)));
        assertThat(taken.serving()).isEqualTo(FIRST);
        assertThat(taken.dataMarkers()).isEqualTo(serving.dataMarkers());
    }

    @Test
    void everyMarkerRemembersWhenAnAttemptLastSucceededWithIt() {
        var slot = succeeded(RuntimeSlot.INITIAL, attempt("a"), "schema-1", 1);
        slot = succeeded(slot, attempt("b"), "schema-2", 3);
        slot = succeeded(slot, attempt("c"), null, 5);
        slot = succeeded(slot, attempt("d"), "schema-1", 7);
        assertThat(slot.dataMarkers()).isEqualTo(Map.of("schema-1", at(8), "schema-2", at(4)));
    }

    @Property
    void whateverCompetesThereIsNeverASecondHolder(@ForAll @Size(max = 60) List<@IntRange(max = 7) Integer> moves) {
        var slot = RuntimeSlot.INITIAL;
        var admitted = new HashMap<DeploymentId, Boolean>();
        for (int i = 0; i < moves.size(); i++) {
            var who = attempt("a" + moves.get(i) % 4);
            boolean claim = moves.get(i) < 4;
            var decision = claim
                    ? slot.claim(SLOT, RESOURCE, who, at(i))
                    : slot.release(SLOT, RESOURCE, who, i % 2 == 0, null, at(i));
            slot = after(slot, decision);
            if (claim && decision instanceof Decision.Accepted<?>) {
                admitted.put(who, true);
            } else if (!claim) {
                admitted.remove(who);
            }
            assertThat(admitted).hasSizeLessThanOrEqualTo(1);
            assertThat(slot.heldBy() == null).isEqualTo(admitted.isEmpty());
        }
    }

    private static RuntimeSlot taken(DeploymentId holder) {
        return after(RuntimeSlot.INITIAL, RuntimeSlot.INITIAL.claim(SLOT, RESOURCE, holder, at(1)));
    }

    private static RuntimeSlot succeeded(RuntimeSlot slot, DeploymentId who, @Nullable String marker, int second) {
        var held = after(slot, slot.claim(SLOT, RESOURCE, who, at(second)));
        return after(held, held.release(SLOT, RESOURCE, who, true, marker, at(second + 1)));
    }

    private static RuntimeSlot ended(RuntimeSlot slot, DeploymentId who, @Nullable String marker, int second) {
        var held = after(slot, slot.claim(SLOT, RESOURCE, who, at(second)));
        return after(held, held.release(SLOT, RESOURCE, who, false, marker, at(second + 1)));
    }

    private static RuntimeSlot after(RuntimeSlot slot, Decision<RuntimeSlotEvent> decision) {
        return decision.fold(
                accepted -> accepted.events().stream().reduce(slot, RuntimeSlot::evolve, (a, b) -> b), refused -> slot);
    }
}
