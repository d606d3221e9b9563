package com.appaloft.api.problem;

/** The body of a request is larger than any request here needs to be. */
public final class TooLarge extends RuntimeException {
    public TooLarge() {
        super("the request body is too large", null, false, false);
    }
}
