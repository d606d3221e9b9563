package com.appaloft.infrastructure.runtime.docker;

/**
 * Keeps the container that a proxy ran in while another takes its place: as long as it is there, the other has not shown that it can.
 */
final class EdgeReplacement {
    private static final int GRACE_SECONDS = 10;

    private final DockerApi api;
    private final String name;

    EdgeReplacement(DockerApi api, String name) {
        this.api = api;
        this.name = name;
    }

    /** What one is called that waits. */
    static String before(String name) {
        return name + "-before";
    }

    /** Of one that waits already the other has never shown that it can. */
    void setAside() {
        if (api.inspect(name).isEmpty()) {
            return;
        }
        if (api.inspect(before(name)).isPresent()) {
            api.remove(name);
        } else {
            api.rename(name, before(name));
        }
        api.stop(before(name), GRACE_SECONDS);
    }

    /** Whether there was one to be put back; it was started again then, and what had its place is gone. */
    boolean putBack() {
        if (api.inspect(before(name)).isEmpty()) {
            return false;
        }
        api.remove(name);
        api.rename(before(name), name);
        api.start(name);
        return true;
    }

    /** The other has shown that it can. */
    void drop() {
        api.remove(before(name));
    }
}
