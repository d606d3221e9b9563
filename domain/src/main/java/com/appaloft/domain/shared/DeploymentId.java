package com.appaloft.domain.shared;

/** Identity of an attempt; called a deployment in URLs. */
public record DeploymentId(String value) implements Identifier {
    public static final String PREFIX = "dep_";

    public DeploymentId {
        Identifier.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
