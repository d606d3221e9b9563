package com.appaloft.application.diagnosis;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.domain.deployment.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param evidence what was seen, without any secret
 * @param advice the next step; empty where there is nothing to do
 * @param code what is wrong, where there is a code for it
 */
public record Finding(
        String name,
        Status status,
        String evidence,
        String advice,
        @Nullable FailureCode code) {
    public Finding(String name, Status status, String evidence, String advice) {
        this(name, status, evidence, advice, null);
    }

    /** How a check ended. */
    public enum Status {
        PASSED("passed"),
        FAILED("failed"),
        /** There was nothing to check. */
        SKIPPED("skipped"),
        /** It could not be asked, or did not answer in time. */
        UNKNOWN("unknown");

        private final String wire;

        Status(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    static Finding of(Check check) {
        return new Finding(
                check.name(),
                switch (check.outcome()) {
                    case PASSED -> Status.PASSED;
                    case FAILED -> Status.FAILED;
                    case SKIPPED -> Status.SKIPPED;
                    case UNKNOWN -> Status.UNKNOWN;
                },
                check.evidence(),
                check.advice(),
                check.code());
    }

    static Finding passed(String name, String evidence) {
        return new Finding(name, Status.PASSED, evidence, "");
    }

    static Finding failed(String name, String evidence, String advice) {
        return new Finding(name, Status.FAILED, evidence, advice);
    }

    static Finding failed(String name, FailureCode code, String evidence, String advice) {
        return new Finding(name, Status.FAILED, evidence, advice, code);
    }

    static Finding failed(String name, BackendFailure failure) {
        return failed(
                name,
                failure.code(),
                failure.sentence() + (failure.evidence() == null ? "" : " " + failure.evidence()),
                failure.code().category().advice());
    }

    static Finding skipped(String name, String evidence) {
        return new Finding(name, Status.SKIPPED, evidence, "");
    }

    static Finding unknown(String name, String evidence) {
        return new Finding(name, Status.UNKNOWN, evidence, "Ask again; run the connectivity check if it stays so.");
    }
}
