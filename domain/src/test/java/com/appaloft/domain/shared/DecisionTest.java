package com.appaloft.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void anAcceptedDecisionIsItsEvents() {
        assertThat(Decision.accept("a", "b").orThrow()).containsExactly("a", "b");
        assertThat(Decision.<String>accept().orThrow()).isEmpty();
    }

    @Test
    void aRefusedDecisionCarriesItsProblemOutOfTheUnitOfWork() {
        var problem = Problem.notFound("deployment", "dep_1");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Decision.refuse(problem).orThrow())
                .satisfies(refusal -> assertThat(refusal.problem()).isSameAs(problem))
                .withMessage("not_found: There is no deployment dep_1; list them to find the right id.");
    }

    @Test
    void everyProblemCodeIsFoundByItsWireWordAndHasATitle() {
        assertThat(ProblemCode.values()).allSatisfy(code -> {
            assertThat(ProblemCode.ofWire(code.wire())).contains(code);
            assertThat(code.wire()).matches("[a-z]+(_[a-z]+)*");
            assertThat(code.title()).isNotBlank().doesNotEndWith(".");
        });
        assertThat(ProblemCode.ofWire("never_heard_of")).isEmpty();
    }

    @Test
    void onlyWhatMayPassByItselfIsRetryable() {
        assertThat(Arrays.stream(ProblemCode.values()).filter(ProblemCode::retryable))
                .containsExactly(
                        ProblemCode.PREVIEW_CLEANUP_FAILED,
                        ProblemCode.SERVER_NOT_ANSWERING,
                        ProblemCode.COORDINATION_TIMEOUT,
                        ProblemCode.STREAM_LIMIT_REACHED,
                        ProblemCode.INTERNAL_ERROR);
    }
}
