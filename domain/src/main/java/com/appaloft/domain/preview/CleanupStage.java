package com.appaloft.domain.preview;

import java.util.Optional;

/** The stages of a cleanup in their order; each begins only when the one before is done. */
public enum CleanupStage {
    /** Cancel an attempt of the preview that is under way, and wait until it is proven that it has stopped. */
    STOP_ATTEMPT("stop-attempt"),
    /** Stop and remove what runs of it, and look again that nothing is left. */
    STOP_WORKLOAD("stop-workload"),
    /** Nothing serves in its slot any more, so that no URL of it is shown as active. */
    REMOVE_ROUTE("remove-route"),
    /** Take away the tags that kept its images; an image that something else needs stays. */
    RELEASE_ARTIFACTS("release-artifacts");

    private final String wire;

    CleanupStage(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static CleanupStage first() {
        return STOP_ATTEMPT;
    }

    public Optional<CleanupStage> next() {
        return ordinal() + 1 == values().length ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
    }
}
