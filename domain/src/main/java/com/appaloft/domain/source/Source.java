package com.appaloft.domain.source;

/** Where a resource's profile says it comes from; mutable names that {@code detect} resolves to something immutable. */
public sealed interface Source {
    /** An image in a registry or on the engine; {@code locator} is a reference such as {@code registry/app:v1}. */
    record DockerImage(String locator) implements Source {}

    /** A folder on the control plane's machine; {@code locator} is its absolute path. */
    record LocalFolder(String locator) implements Source {}

    String locator();

    /** The wire kind, e.g. {@code docker-image}. */
    default String kind() {
        return switch (this) {
            case DockerImage i -> "docker-image";
            case LocalFolder f -> "local-folder";
        };
    }

    /** One line for people: {@code docker-image registry/app:v1}. */
    default String summary() {
        return kind() + " " + locator();
    }
}
