package com.appaloft.domain.workspace;

import static com.appaloft.domain.testing.Given.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.testing.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final Environment EMPTY = Environment.evolve(
            null,
            new EnvironmentEvent.Created(
                    Given.ENVIRONMENT, Given.PROJECT, "production", Environment.Kind.PRODUCTION, at(1)));

    @Test
    void aNewEnvironmentIsOpenAndEmpty() {
        assertThat(EMPTY.locked()).isFalse();
        assertThat(EMPTY.variables()).isEmpty();
        assertThat(EMPTY.secrets()).isEmpty();
    }

    @Test
    void lockingAndUnlockingAreIdempotent() {
        assertThat(EMPTY.unlock(at(2))).isEqualTo(Decision.accept());
        var locked = after(EMPTY, EMPTY.lock(at(2)));
        assertThat(locked.locked()).isTrue();
        assertThat(locked.lock(at(3))).isEqualTo(Decision.accept());
        assertThat(after(locked, locked.unlock(at(3))).locked()).isFalse();
    }

    @Test
    void settingAVariableToWhatItIsRecordsNothing() {
        var set = after(EMPTY, EMPTY.setVariable("COLOR", "blue", at(2)));
        assertThat(set.variables()).isEqualTo(Map.of("COLOR", "blue"));
        assertThat(set.setVariable("COLOR", "blue", at(3))).isEqualTo(Decision.accept());
        assertThat(after(set, set.setVariable("COLOR", "red", at(3))).variables())
                .isEqualTo(Map.of("COLOR", "red"));
    }

    @Test
    void aSecretIsRecordedByVersionOnly() {
        var events = EMPTY.setSecret("TOKEN", 4, at(2)).orThrow();
        assertThat(events).containsExactly(new EnvironmentEvent.SecretSet(Given.ENVIRONMENT, "TOKEN", 4, at(2)));
        assertThat(after(EMPTY, EMPTY.setSecret("TOKEN", 4, at(2))).secrets()).isEqualTo(Map.of("TOKEN", 4));
    }

    @Test
    void removingWhatIsThereLeavesTheVersionsForWhatRanWithThem() {
        var set = after(EMPTY, EMPTY.setSecret("TOKEN", 1, at(2)));
        var removed = after(set, set.remove("TOKEN", at(3)));
        assertThat(removed.secrets()).isEmpty();
        assertThat(removed.versions().of("TOKEN")).isEqualTo(Map.of(1, at(2)));
        var plain = after(EMPTY, EMPTY.setVariable("COLOR", "blue", at(2)));
        assertThat(after(plain, plain.remove("COLOR", at(3))).variables()).isEmpty();
        assertThat(refusal(plain.remove("COLOUR", at(3)))).isEqualTo(ProblemCode.NOT_FOUND);
    }

    @Test
    void deletingAVersionTakesItFromTheConfigurationOnlyIfItIsTheCurrentOne() {
        var first = after(EMPTY, EMPTY.setSecret("TOKEN", 1, at(2)));
        var second = after(first, first.setSecret("TOKEN", 2, at(3)));
        var old = after(second, second.deleteSecretVersion("TOKEN", 1, at(4)));
        assertThat(old.secrets()).isEqualTo(Map.of("TOKEN", 2));
        assertThat(old.versions().hasAll(Map.of("TOKEN", 1))).isFalse();
        assertThat(old.versions().hasAll(Map.of("TOKEN", 2))).isTrue();
        var none = after(old, old.deleteSecretVersion("TOKEN", 2, at(5)));
        assertThat(none.secrets()).isEmpty();
        assertThat(none.versions()).isEqualTo(SecretVersions.NONE);
        assertThat(refusal(none.deleteSecretVersion("TOKEN", 2, at(6)))).isEqualTo(ProblemCode.NOT_FOUND);
    }

    private static ProblemCode refusal(Decision<EnvironmentEvent> decision) {
        return decision.<ProblemCode>fold(a -> null, r -> r.problem().code());
    }

    @Test
    void aNameIsEitherAVariableOrASecret() {
        var variable = after(EMPTY, EMPTY.setVariable("TOKEN", "plain", at(2)));
        var secret = after(variable, variable.setSecret("TOKEN", 1, at(3)));
        assertThat(secret.variables()).isEmpty();
        assertThat(secret.secrets()).isEqualTo(Map.of("TOKEN", 1));
        var back = after(secret, secret.setVariable("TOKEN", "plain", at(4)));
        assertThat(back.variables()).isEqualTo(Map.of("TOKEN", "plain"));
        assertThat(back.secrets()).isEmpty();
    }

    @Test
    void aHistoryThatDoesNotStartWithItsCreationIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Environment.evolve(null, new EnvironmentEvent.Locked(Given.ENVIRONMENT, at(1))));
    }

    @Test
    void aProjectIsWhatItWasCreatedAs() {
        assertThat(Project.evolve(null, new ProjectEvent.Created(Given.PROJECT, "shop", at(0))))
                .isEqualTo(new Project(Given.PROJECT, "shop"));
    }

    private static Environment after(Environment state, Decision<EnvironmentEvent> decision) {
        return decision.orThrow().stream().reduce(state, Environment::evolve, (a, b) -> b);
    }
}
