package com.appaloft.domain.shared;

import org.jspecify.annotations.Nullable;

/**
 * One reason of a readiness answer (mission page: "blocked reasons for retry, redeploy, and rollback").
 *
 * @param code stable wire code, e.g. {@code resource-runtime-busy}
 * @param phase the part of recovery it belongs to, e.g. {@code admission}, {@code artifact}
 * @param retriable whether waiting may end it without anybody changing anything
 */
public record Reason(
        String code,
        Category category,
        String phase,
        boolean retriable,
        String recommendation,
        @Nullable String relatedDeploymentId,
        @Nullable String relatedEntityId,
        @Nullable String relatedEntityType) {

    /** Whether the reason forbids, cautions or informs. */
    public enum Category {
        BLOCKED("blocked"),
        WARNING("warning"),
        INFO("info");

        private final String wire;

        Category(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    public boolean blocks() {
        return category == Category.BLOCKED;
    }
}
