package com.appaloft.domain.shared;

/** Carries a refused decision out of a unit of work so that nothing of it remains. */
public final class Refusal extends RuntimeException {
    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.code().wire() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
