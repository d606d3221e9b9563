package com.appaloft.application.execution;

import com.appaloft.application.edge.FakeEdgeProxy;
import com.appaloft.application.edge.MemoryDomains;
import com.appaloft.application.edge.MemoryEdgeRoutes;
import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.ComposeTexts;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.GitRepositories;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.Previews;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.application.port.SourceDeclarations;
import com.appaloft.application.port.StaticServer;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.source.ComposeReading;
import com.appaloft.application.testing.KnownSecrets;
import com.appaloft.application.testing.LineLogins;
import com.appaloft.domain.compose.ComposeTree;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.DeploymentHistory;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One installation in memory: what any number of processes share, and a host that follows a script. */
public final class World {
    static final class Attempts extends MemoryStream<DeploymentId, Deployment, DeploymentEvent> implements Deployments {
        Attempts() {
            super(DeploymentHistory::evolve);
        }
    }

    static final class Slots extends MemoryStream<SlotId, RuntimeSlot, RuntimeSlotEvent> implements RuntimeSlots {
        Slots() {
            super((slot, event) -> (slot == null ? RuntimeSlot.INITIAL : slot).evolve(event));
        }
    }

    static final class Profiles extends MemoryStream<ResourceId, Resource, ResourceEvent> implements Resources {
        Profiles() {
            super(Resource::evolve);
            append(
                    Given.RESOURCE,
                    Given.workspace().stream()
                            .filter(ResourceEvent.class::isInstance)
                            .map(ResourceEvent.class::cast)
                            .toList());
        }
    }

    static final class Sightings extends MemoryStream<ArtifactId, ArtifactSighting, ArtifactEvent>
            implements ArtifactSightings {
        Sightings() {
            super((seen, event) -> (seen == null ? ArtifactSighting.NEVER : seen).evolve(event));
        }

        /** Units of work are one at a time here. */
        @Override
        public void inTurn() {}
    }

    static final class AllEnvironments extends MemoryStream<EnvironmentId, Environment, EnvironmentEvent>
            implements Environments {
        AllEnvironments() {
            super(Environment::evolve);
            append(
                    Given.ENVIRONMENT,
                    Given.workspace().stream()
                            .filter(EnvironmentEvent.class::isInstance)
                            .map(EnvironmentEvent.class::cast)
                            .toList());
        }
    }

    static final class NoPreviews extends MemoryStream<PreviewId, Preview, PreviewEvent> implements Previews {
        NoPreviews() {
            super(Preview::evolve);
        }
    }

    static final class OneServer extends MemoryStream<ServerId, Server, ServerEvent> implements Servers {
        static final Server LOCAL = new Server(Given.SERVER, "local", "docker-local", Given.DESTINATION, true);

        OneServer() {
            super(Server::evolve);
            append(
                    Given.SERVER,
                    List.of(new ServerEvent.Registered(
                            Given.SERVER, LOCAL.name(), LOCAL.kind(), Given.DESTINATION, Given.START)));
        }
    }

    /** One at a time, without undoing: nothing in these tests throws after an append. */
    private static final class OneAtATime implements UnitOfWork {
        @Override
        public synchronized <T> T perform(Supplier<T> work) {
            return work.get();
        }
    }

    /** One folder, whose kept content can be lost. */
    static final class OneFolder implements SourceArchives, ComposeTexts {
        private volatile @Nullable ComposeTree compose;

        /** From now on the folder has a compose file that says this. */
        void composed(ComposeTree file) {
            compose = file;
        }

        @Override
        public @Nullable ComposeTree parse(byte[] text, String file) {
            return compose;
        }

        @Override
        public Optional<byte[]> inFolder(String folder, String path) {
            return file(folder, path, 1);
        }

        private volatile boolean kept = true;
        private volatile byte[] content = new byte[1];

        /** From now on what is built begins so. */
        void builtFrom(String base) {
            content = ("FROM " + base).getBytes(StandardCharsets.UTF_8);
        }

        void lose() {
            kept = false;
        }

        @Override
        public Archive capture(String folder, @Nullable String directory, Operation operation) {
            return new Archive("sha256:" + "ab".repeat(32), 1, 1);
        }

        @Override
        public boolean has(String digest) {
            return kept;
        }

        @Override
        public InputStream open(String digest) {
            if (!kept) {
                throw new BackendFailure(FailureCode.SOURCE_NOT_FOUND, "It is gone.");
            }
            return new ByteArrayInputStream(content);
        }

        @Override
        public boolean contains(String digest, String path) {
            return true;
        }

        @Override
        public Optional<byte[]> file(String digest, String path, int most) {
            return compose == null ? Optional.empty() : Optional.of(new byte[0]);
        }

        @Override
        public boolean discard(String digest) {
            kept = false;
            return true;
        }

        @Override
        public List<String> old() {
            return List.of();
        }
    }

    private static final class NothingDeclared implements SourceDeclarations {
        @Override
        public SourceSighting of(Source source, ResolvedSource resolved) {
            return SourceSighting.NOTHING;
        }

        @Override
        public SourceSighting now(Source source, @Nullable String credentials, Operation operation) {
            return SourceSighting.NOTHING;
        }
    }

    private static final class NoRepositories implements GitRepositories {
        @Override
        public String commit(Remote remote, Operation operation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SourceArchives.Archive capture(Remote remote, String commit, Operation operation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> file(Remote remote, String commit, String name, int most, Operation operation) {
            throw new UnsupportedOperationException();
        }
    }

    private final class OneHost implements RuntimeBackends {
        @Override
        public RuntimeBackend of(Server server) {
            var first = opening.getAndSet(null);
            if (first != null) {
                first.run();
            }
            return host;
        }

        @Override
        public Set<String> kinds() {
            return Set.of(host.kind());
        }
    }

    static final int DRAIN_SECONDS = 2;
    static final Duration PROOF = Duration.ofSeconds(2);

    final FakeBackend host = new FakeBackend();
    final Attempts attempts = new Attempts();
    final Slots slots = new Slots();
    final OneFolder folder = new OneFolder();
    final FakeEdgeProxy proxy = new FakeEdgeProxy(this::statusOf);
    final MemoryDomains domains = new MemoryDomains();
    final MemoryEdgeRoutes routes = new MemoryEdgeRoutes();
    private final AllEnvironments environments = new AllEnvironments();
    private final NoPreviews previews = new NoPreviews();
    final KnownSecrets secrets = new KnownSecrets();
    private final AtomicReference<@Nullable Runnable> opening = new AtomicReference<>();
    private final Sightings sightings = new Sightings();
    private final Servers servers = new OneServer();
    private final UnitOfWork work = new OneAtATime();
    private final RuntimeBackends backends = new OneHost();
    private final Clock clock = Clock.systemUTC();
    private final List<OpenOperations> processes = new CopyOnWriteArrayList<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    public Server server() {
        return OneServer.LOCAL;
    }

    public FakeBackend host() {
        return host;
    }

    public Deployments attempts() {
        return attempts;
    }

    public ArtifactSightings sightings() {
        return sightings;
    }

    public Servers servers() {
        return servers;
    }

    public UnitOfWork work() {
        return work;
    }

    public RuntimeBackends backends() {
        return backends;
    }

    public FakeEdgeProxy proxy() {
        return proxy;
    }

    public MemoryEdgeRoutes routes() {
        return routes;
    }

    public MemoryDomains domains() {
        return domains;
    }

    public Resources resources() {
        return new Profiles();
    }

    /** Deploys something that is visited by its name. */
    public DeploymentId deployByName() {
        var base = Given.profile();
        host.image(base.source().locator(), FakeImage.serving());
        var profile = new Profile(
                1, base.source(), base.runtime(), new NetworkSpec(8080, Exposure.GENERATED, null), base.health());
        var id = Given.attempt("byname");
        admit(id, new Trigger.Create(), new Intent(profile, EnvironmentSnapshot.EMPTY), null);
        process().carry(id);
        return id;
    }

    public Resource resource() {
        return new Profiles().get(Given.RESOURCE);
    }

    public EdgeAccess edge() {
        return new EdgeAccess(proxy, routes, hosts(), new EdgeDomains(work, domains));
    }

    EdgeHosts hosts() {
        var names = new EdgeNames(work, new Profiles(), environments, previews);
        return new EdgeHosts(routes, names, new EdgeDomains(work, domains));
    }

    public EdgeKeeper keeper() {
        return new EdgeKeeper(work, attempts, slots, routes, edge());
    }

    public Leftovers leftovers() {
        return new Leftovers(work, attempts, slots, backends, keeper());
    }

    /** Freezes whoever opens an attempt next, while this is done: it has read the attempt and not recorded anything. */
    void whenNextOpened(Runnable meanwhile) {
        opening.set(meanwhile);
    }

    void admit(DeploymentId id, Trigger trigger, Intent intent, @Nullable Artifact reuse) {
        slots.append(Given.SLOT, List.of(new RuntimeSlotEvent.Claimed(Given.SLOT, Given.RESOURCE, id, Given.START)));
        attempts.append(
                id,
                List.of(new DeploymentEvent.Requested(
                        id,
                        Given.RESOURCE,
                        Given.PROJECT,
                        Given.ENVIRONMENT,
                        Given.SERVER,
                        Given.DESTINATION,
                        Given.SLOT,
                        trigger,
                        intent,
                        reuse,
                        Given.START)));
    }

    /** Tells whoever carries it to stop. */
    void stop(DeploymentId attempt) {
        processes.forEach(operations -> operations.cancel(attempt));
    }

    /** What visitors of a workload are answered. */
    private int statusOf(String workload) {
        return host.workloads(server(), null).stream().anyMatch(w -> w.name().equals(workload) && w.running())
                ? 200
                : 502;
    }

    List<Workload> running() {
        return host.workloads(server(), Given.SLOT).stream()
                .filter(Workload::running)
                .toList();
    }

    /** Another process of the control plane, which knows nothing of what the others have under way. */
    AttemptWorker process() {
        var operations = new OpenOperations();
        processes.add(operations);
        var journal = new AttemptJournal(
                work, attempts, slots, new SlotRelease(attempts, slots), sightings, operations, clock);
        var configuration = new Configuration(secrets);
        var credentials = new SourceCredentials(secrets, new LineLogins());
        var files = new SourceFiles(folder, new NoRepositories(), credentials);
        var sites = new StaticServer("caddy:2", List.of());
        var places = new EdgePlaces(proxy, routes);
        var draining = new Draining(proxy, DRAIN_SECONDS);
        var state = new HostState(edge(), places, draining);
        var workloads = new Workloads(configuration);
        var verification = new Verification(clock);
        var edgeCutOver = new EdgeCutOver(edge(), places, new EdgeProof(proxy, PROOF), draining, journal);
        var images = new ImageMaking(files, credentials, sites);
        var compose = new ComposeDetection(files, folder, new ComposeReading(folder));
        var procedure = new AttemptProcedure(
                journal,
                new Detection(
                        new SourceDetection(files, credentials, sites, compose),
                        new NothingDeclared(),
                        work,
                        new Profiles(),
                        clock),
                new Planning(journal, folder, prefix -> prefix + ids.incrementAndGet()),
                new ArtifactMaking(journal, images, new ComposeMaking(images)),
                workloads,
                verification,
                new CutOver(
                        workloads,
                        verification,
                        state,
                        journal,
                        new CutOver.Access(new ChosenPorts(work, new Profiles()), edgeCutOver)),
                edgeCutOver,
                state);
        var ending = new AttemptEnding(journal, state, configuration, leftovers());
        return new AttemptWorker(
                journal,
                procedure,
                ending,
                operations,
                work,
                servers,
                backends,
                (id, phase, stream, line) -> said.add(line),
                2);
    }
}
