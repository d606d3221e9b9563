package com.appaloft.infrastructure.system;

/** Says in one sentence why the control plane does not start and what to do; it is all that people are shown. */
public final class CannotStart extends IllegalStateException {
    public CannotStart(String sentence) {
        super(sentence);
    }
}
