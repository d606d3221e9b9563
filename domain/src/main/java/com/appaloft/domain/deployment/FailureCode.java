package com.appaloft.domain.deployment;

/** Every way an attempt can fail. Codes are stable; the advice is the page's first action for the category. */
public enum FailureCode {
    SOURCE_NOT_FOUND("source-not-found", Category.SOURCE_UNREADABLE, false),
    SOURCE_REF_NOT_FOUND("source-ref-not-found", Category.SOURCE_UNREADABLE, false),
    SOURCE_UNREACHABLE("source-unreachable", Category.SOURCE_UNREADABLE, true),
    SOURCE_TOO_LARGE("source-too-large", Category.SOURCE_UNREADABLE, false),
    SOURCE_UNSAFE("source-unsafe", Category.SOURCE_UNREADABLE, false),
    IMAGE_NOT_FOUND("image-not-found", Category.SOURCE_UNREADABLE, false),
    SOURCE_AUTH_FAILED("source-auth-failed", Category.SOURCE_UNREADABLE, false),
    REGISTRY_UNREACHABLE("registry-unreachable", Category.SOURCE_UNREADABLE, true),
    DOCKERFILE_MISSING("dockerfile-missing", Category.PROFILE_MISMATCH, false),
    COMPOSE_INVALID("compose-invalid", Category.PROFILE_MISMATCH, false),
    PROFILE_DRIFTED("profile-drifted", Category.PROFILE_MISMATCH, false),
    PLAN_INVALID("plan-invalid", Category.PROFILE_MISMATCH, false),
    PORT_NOT_EXPOSED("port-not-exposed", Category.PROFILE_MISMATCH, false),
    ENVIRONMENT_INCOMPLETE("environment-incomplete", Category.PROFILE_MISMATCH, false),
    ENGINE_UNAVAILABLE("engine-unavailable", Category.EXECUTION_FAILED, true),
    SERVER_UNREACHABLE("server-unreachable", Category.EXECUTION_FAILED, true),
    SSH_AUTH_FAILED("ssh-auth-failed", Category.EXECUTION_FAILED, true),
    HOST_KEY_MISMATCH("host-key-mismatch", Category.EXECUTION_FAILED, true),
    BUILD_FAILED("build-failed", Category.EXECUTION_FAILED, true),
    START_FAILED("start-failed", Category.EXECUTION_FAILED, true),
    DISK_FULL("disk-full", Category.EXECUTION_FAILED, true),
    OUT_OF_MEMORY("out-of-memory", Category.EXECUTION_FAILED, true),
    ARTIFACT_LOST("artifact-lost", Category.EXECUTION_FAILED, true),
    PORT_IN_USE("port-in-use", Category.EXECUTION_FAILED, true),
    UNEXPECTED("unexpected", Category.EXECUTION_FAILED, true),
    CONTAINER_EXITED("container-exited", Category.HEALTH_CHECK_FAILED, true),
    HEALTH_TIMEOUT("health-timeout", Category.HEALTH_CHECK_FAILED, true),
    HEALTH_STATUS_UNEXPECTED("health-status-unexpected", Category.HEALTH_CHECK_FAILED, true),
    PROXY_NOT_READY("proxy-not-ready", Category.GENERATED_ACCESS_FAILED, true),
    ROUTE_NOT_SERVING("route-not-serving", Category.GENERATED_ACCESS_FAILED, true),
    DNS_NOT_POINTING("dns-not-pointing", Category.CUSTOM_DOMAIN_FAILED, true),
    CERTIFICATE_NOT_ISSUED("certificate-not-issued", Category.CUSTOM_DOMAIN_FAILED, true);

    /** What sort of failure it is, and the first action shown to the user (mission page, "Recommended decisions"). */
    public enum Category {
        SOURCE_UNREADABLE("source-unreadable", "Fix source or relink."),
        PROFILE_MISMATCH("profile-mismatch", "Fix resource profile and redeploy."),
        EXECUTION_FAILED("execution-failed", "Run connectivity checks and inspect server diagnostics."),
        HEALTH_CHECK_FAILED("health-check-failed", "Inspect logs and health profile."),
        GENERATED_ACCESS_FAILED("generated-access-failed", "Check proxy readiness and network profile."),
        CUSTOM_DOMAIN_FAILED("custom-domain-failed", "Verify generated access first, then inspect DNS/TLS.");

        private final String wire;
        private final String advice;

        Category(String wire, String advice) {
            this.wire = wire;
            this.advice = advice;
        }

        public String wire() {
            return wire;
        }

        public String advice() {
            return advice;
        }
    }

    private final String wire;
    private final Category category;
    private final boolean retriable;

    FailureCode(String wire, Category category, boolean retriable) {
        this.wire = wire;
        this.category = category;
        this.retriable = retriable;
    }

    public String wire() {
        return wire;
    }

    public Category category() {
        return category;
    }

    /** Whether it says that the server, or what deploys there, could not be asked. */
    public boolean nobodyAnswers() {
        return switch (this) {
            case ENGINE_UNAVAILABLE, SERVER_UNREACHABLE, SSH_AUTH_FAILED, HOST_KEY_MISMATCH -> true;
            default -> false;
        };
    }

    /** Whether the same input may succeed another time. */
    public boolean retriable() {
        return retriable;
    }
}
