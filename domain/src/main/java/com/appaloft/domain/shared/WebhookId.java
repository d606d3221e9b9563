package com.appaloft.domain.shared;

/** Identity of a subscription that is told of events by HTTP. */
public record WebhookId(String value) implements Identifier {
    public static final String PREFIX = "whk_";

    public WebhookId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
