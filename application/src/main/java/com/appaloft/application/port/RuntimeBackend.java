package com.appaloft.application.port;

import com.appaloft.application.port.ServerKeys.PrivateKey;
import com.appaloft.domain.compose.ComposeService;
import com.appaloft.domain.compose.DependsOn;
import com.appaloft.domain.compose.StartedService;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of deployment target: makes images and runs workloads there, and tells the truth about both. Every object it creates
 * carries labels and a deterministic name, so that it is found again after a crash, and so that whatever was asked can be asked again
 * when the answer was lost. All methods block and fail with {@link BackendFailure}, which is {@code server-unreachable} where the way
 * to the server broke, or with {@link Operation.Canceled} once the operation is canceled.
 */
public interface RuntimeBackend {
    /** The {@link Server#kind()} it serves, e.g. {@code docker-local}. */
    String kind();

    /** Really connects and looks; each check with its evidence and, where it failed, advice. Never throws. */
    List<Check> check(Server server);

    /** An image as the engine knows it: {@code imageId} {@code sha256:…}; {@code repoDigest} {@code name@sha256:…} or empty. */
    record Image(String imageId, String repoDigest) {}

    /**
     * The image that a reference names now. A reference by digest or image id is obeyed to the letter.
     *
     * @param pullAgain ask the registry even where the engine has an image of that name
     * @param login for the registry of this reference, where the source names one
     * @throws BackendFailure {@code image-not-found}, {@code source-auth-failed}, {@code engine-unavailable}, {@code disk-full}
     */
    Image resolve(
            Server server, String reference, boolean pullAgain, @Nullable RegistryLogin login, Operation operation);

    /** As above, for what needs no login. */
    default Image resolve(Server server, String reference, boolean pullAgain, Operation operation) {
        return resolve(server, reference, pullAgain, null, operation);
    }

    /**
     * Where an image of this reference is found, on the engine or else in its registry; pulls nothing.
     *
     * @return what was seen, in one sentence
     * @throws BackendFailure as {@link #resolve}, where it is found nowhere
     */
    String locate(Server server, String reference, @Nullable RegistryLogin login, Operation operation);

    /**
     * What to build.
     *
     * @param context folder of the archive that is built from; empty for all of it
     * @param dockerfile path inside the context
     * @param args build arguments
     * @param target stage of the Dockerfile; absent builds the last
     * @param labels put on the image
     * @param logins for the registries of the images it is built from
     */
    record BuildSpec(
            String context,
            String dockerfile,
            Map<String, String> args,
            @Nullable String target,
            boolean withoutCache,
            Map<String, String> labels,
            RegistryLogins logins) {
        public BuildSpec(
                String context,
                String dockerfile,
                Map<String, String> args,
                @Nullable String target,
                boolean withoutCache,
                Map<String, String> labels) {
            this(context, dockerfile, args, target, withoutCache, labels, RegistryLogins.NONE);
        }

        public BuildSpec with(RegistryLogins known) {
            return new BuildSpec(context, dockerfile, args, target, withoutCache, labels, known);
        }
    }

    /**
     * Builds an image from a tar archive.
     *
     * @throws BackendFailure {@code build-failed} with the last lines as evidence, {@code source-auth-failed} and the others of
     *     {@link #resolve} for an image it is built from, {@code disk-full}, {@code engine-unavailable}
     */
    Image build(Server server, TarArchive archive, BuildSpec spec, Operation operation);

    /** As above, from all of the archive. */
    default Image build(
            Server server,
            TarArchive archive,
            String dockerfile,
            boolean withoutCache,
            Map<String, String> buildLabels,
            Operation operation) {
        var spec = new BuildSpec("", dockerfile, Map.of(), null, withoutCache, buildLabels);
        return build(server, archive, spec, operation);
    }

    /**
     * A static site to make.
     *
     * @param serverImageId the image that has the server
     * @param command how the server is started; it hands out {@link StaticServer#ROOT}
     */
    record SiteSpec(
            ResourceId resource,
            DeploymentId deployment,
            SlotId slot,
            String serverImageId,
            List<String> command,
            int port) {}

    /**
     * Makes an image of a static server and the files of a tar archive.
     *
     * @throws BackendFailure {@code image-not-found} where the server's image is gone, {@code build-failed}, {@code disk-full}
     */
    Image assemble(Server server, SiteSpec spec, TarArchive archive, Operation operation);

    /** Puts our own tag on an image so that it stays. @throws BackendFailure {@code artifact-lost} if it is not there */
    void keep(Server server, String imageId, String keepTag);

    /** The image that our own tag keeps now; empty where the tag is not there. @throws BackendFailure if it cannot be asked */
    Optional<String> kept(Server server, String keepTag);

    /**
     * Removes our own tag; the image goes with it if nothing else needs it.
     *
     * @return whether the tag is gone; a stopped workload that needs the image keeps it for now
     */
    boolean letGo(Server server, String keepTag);

    /**
     * Whether another key would open the server, tried by it.
     *
     * @return why it would not; empty where it would, and where that cannot be tried now
     */
    default Optional<String> refusal(Server server, PrivateKey key) {
        return Optional.empty();
    }

    /** Closes what is kept open to a server that is no longer used. */
    default void forget(Server server) {}

    /** How many bytes every image on the host takes, by its id. @throws BackendFailure if it cannot be asked */
    Map<String, Long> imageSizes(Server server);

    /** Asks the host whether the artifact's content is there, by identity. @throws BackendFailure if it cannot be asked */
    Observation observe(Server server, Artifact artifact);

    /** As {@link #observe}, for many in one question; in the same order. */
    List<Observation> observeAll(Server server, List<Artifact> artifacts);

    /**
     * A workload of one container to start.
     *
     * @param role part of the deterministic name; a trial is verified beside the old workload, a serving one takes its traffic
     * @param publish which port of the container is published where, if any
     * @param environment complete, secrets revealed; never logged
     */
    record WorkloadSpec(
            ResourceId resource,
            DeploymentId deployment,
            SlotId slot,
            DestinationId destination,
            Role role,
            String imageId,
            RuntimeSpec runtime,
            HealthSpec health,
            Map<String, String> environment,
            @Nullable Publish publish) {}

    /**
     * A workload of several containers to start, which is started, replaced and removed as one.
     *
     * @param identity of the compose artifact, which the workload shows as its image
     * @param entry the service whose port is published and which the health question is about
     * @param services each after all that it depends on
     */
    record ServicesSpec(
            ResourceId resource,
            DeploymentId deployment,
            SlotId slot,
            Role role,
            String identity,
            String entry,
            List<ServiceSpec> services,
            @Nullable Publish publish) {}

    /**
     * One service of it.
     *
     * @param started complete, secrets revealed; never logged
     * @param endsByItself whether it is to end well instead of to keep running
     */
    record ServiceSpec(
            String name,
            String imageId,
            StartedService started,
            Map<String, DependsOn> dependsOn,
            List<ComposeService.Mount> mounts,
            boolean endsByItself) {}

    /** What a workload is for. */
    enum Role {
        TRIAL,
        SERVING
    }

    /**
     * A published TCP port, on the server's loopback address for trials.
     *
     * @param hostPort 0 lets the server choose a free one
     * @param visited whether a serving workload's visitors come by it; otherwise it is on the server's loopback address only
     */
    record Publish(int internalPort, int hostPort, boolean visited) {
        public Publish(int internalPort, int hostPort) {
            this(internalPort, hostPort, true);
        }
    }

    /**
     * What the host shows of a workload.
     *
     * @param name its deterministic name, which identifies it
     * @param hostPort where its published port is, 0 if none
     * @param imageId what it really runs
     * @param running whether all of it runs that should
     * @param service of several containers, the one that the exit code is about; absent where all is well, and for a single one
     */
    record Workload(
            String name,
            ResourceId resource,
            DeploymentId deployment,
            Role role,
            String imageId,
            boolean running,
            int exitCode,
            boolean outOfMemory,
            int hostPort,
            @Nullable String service) {
        public Workload(
                String name,
                ResourceId resource,
                DeploymentId deployment,
                Role role,
                String imageId,
                boolean running,
                int exitCode,
                boolean outOfMemory,
                int hostPort) {
            this(name, resource, deployment, role, imageId, running, exitCode, outOfMemory, hostPort, null);
        }
    }

    /**
     * Creates and starts a workload.
     *
     * @throws BackendFailure {@code artifact-lost}, {@code port-in-use}, {@code start-failed}, {@code engine-unavailable}
     */
    Workload start(Server server, WorkloadSpec spec, Operation operation);

    /**
     * Creates a network for them and starts the services on it, each once what it depends on is as it must be; they find each other by
     * their names. A trial's and a preview's volumes are fresh and go with it. Nothing is left of it where one of them fails.
     * Where the way to the server broke it stays, and the same asked again goes on with it: what runs once is not run twice.
     *
     * @throws BackendFailure naming the service: as {@link #start}, or {@code container-exited}, {@code out-of-memory},
     *     {@code health-timeout} with its last lines as evidence where another one depends on it
     */
    Workload start(Server server, ServicesSpec spec, Operation operation);

    /** Everything on the host that carries the labels of this installation, of one slot or all. */
    List<Workload> workloads(Server server, @Nullable SlotId slot);

    Optional<Workload> find(Server server, String name);

    /**
     * Stops it and keeps it, so that it can be started again; it has the whole grace that it was given to end by itself. Does nothing where it
     * is not there or not running.
     */
    void stop(Server server, String name);

    /** Starts a stopped workload again as it was. @throws BackendFailure {@code port-in-use}, {@code start-failed} */
    Workload startAgain(Server server, String name);

    /**
     * Lets the host start it again whenever it ends by itself, as it does with every other workload that serves. One that serves beside
     * another is not started again before: how it ended is to be seen.
     */
    void restartsFromNowOn(Server server, String name);

    /**
     * Stops and removes it; does nothing where it is not there.
     *
     * @throws BackendFailure {@code engine-unavailable} where one that serves takes longer to end than any call may: it ends later, and can
     *     be removed then
     */
    void remove(Server server, String name);

    /**
     * The last lines it printed, oldest first, each bounded in length. Empty where it is not there. Of several containers each line
     * begins with its service and a bar, one service after the other, one that failed last.
     */
    List<String> lastLines(Server server, String name, int lines);

    /** How a health question was answered. */
    enum Health {
        HEALTHY,
        NOT_YET,
        /** A health check that the engine runs has not decided yet, and will. */
        STARTING,
        /** The host says it is unhealthy, for good (the image's HEALTHCHECK gave up). */
        UNHEALTHY
    }

    /** @param detail what was seen: a status, an exit code, an exception's sentence */
    record HealthAnswer(Health health, String detail, boolean answered) {}

    /**
     * Asks once. The workload must be running with its port published where the spec asks over HTTP. Of several containers the
     * question is about the entry; beside it every health check that the engine runs in one of them must say healthy.
     */
    HealthAnswer ask(Server server, Workload workload, HealthSpec health, Operation operation);

    /** A TCP port on the server that is free right now. */
    int freePort(Server server);

    /** Where a published port of this server answers, e.g. {@code http://127.0.0.1:8081}. */
    String url(Server server, int hostPort);

    /** @param code what is wrong, where there is a code for it */
    record Check(
            String name,
            Outcome outcome,
            String evidence,
            String advice,
            @Nullable FailureCode code) {
        private static final Set<String> CONDITIONS =
                Set.of("engine-disk", "server-memory", "server-clock", "server-proxy");

        /** How a check ended. */
        public enum Outcome {
            PASSED("passed"),
            FAILED("failed"),
            /** There was nothing to look at. */
            SKIPPED("skipped"),
            /** Nobody could tell. */
            UNKNOWN("unknown");

            private final String wire;

            Outcome(String wire) {
                this.wire = wire;
            }

            public String wire() {
                return wire;
            }
        }

        public Check(String name, boolean passed, String evidence, String advice) {
            this(name, passed, evidence, advice, null);
        }

        public Check(String name, boolean passed, String evidence, String advice, @Nullable FailureCode code) {
            this(name, passed ? Outcome.PASSED : Outcome.FAILED, evidence, advice, code);
        }

        public boolean passed() {
            return outcome == Outcome.PASSED;
        }

        public boolean failed() {
            return outcome == Outcome.FAILED;
        }

        /** Whether it is about how the server is, and so could only be made because it answers. */
        public boolean ofCondition() {
            return CONDITIONS.contains(name) && (code == null || !code.nobodyAnswers());
        }
    }
}
