package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.HostEvents;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.TarArchive;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.runtime.InstallationId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One Docker engine, wherever it is. */
public final class DockerBackend implements RuntimeBackend, EdgeHost, AutoCloseable {
    public static final String KIND = "docker-local";

    private final String kind;
    private final Engine engine;
    private final InstallationId installation;
    private final EngineSettings settings;
    private final EngineChecks checks;
    private final Images images;
    private final BaseImages bases;
    private final ImageBuild builds;
    private final SiteAssembly sites;
    private final Artifacts artifacts;
    private final Networks networks;
    private final Workloads workloads;
    private final ServiceWorkloads services;
    private final HealthProbes probes;
    private final EngineEvents events;

    /** The engine of this machine. */
    public DockerBackend(InstallationId installation, EngineSettings settings, Clock clock) {
        this(KIND, new LocalReach(settings.host()), installation, settings, clock);
    }

    DockerBackend(String kind, Reach reach, InstallationId installation, EngineSettings settings, Clock clock) {
        this.kind = kind;
        this.engine = new Engine(reach);
        this.installation = installation;
        this.settings = settings;
        this.checks = new EngineChecks(engine, clock);
        this.images = new Images(engine);
        this.bases = new BaseImages(images);
        this.builds = new ImageBuild(engine, settings.classicBuilder());
        this.sites = new SiteAssembly(engine, installation);
        this.artifacts = new Artifacts(engine);
        this.networks = new Networks(engine, installation);
        this.workloads = new Workloads(engine, networks, installation, settings);
        this.services = new ServiceWorkloads(engine, networks, installation, settings, clock);
        this.probes = new HealthProbes(engine, settings, clock);
        this.events = new EngineEvents(engine, installation, kind);
    }

    /** What happens on this engine. */
    public HostEvents events() {
        return events;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public List<Check> check(Server server) {
        return checks.run();
    }

    @Override
    public Image resolve(
            Server server, String reference, boolean pullAgain, @Nullable RegistryLogin login, Operation operation) {
        return images.resolve(reference, pullAgain, login, operation);
    }

    @Override
    public String locate(Server server, String reference, @Nullable RegistryLogin login, Operation operation) {
        return images.locate(reference, login, operation);
    }

    @Override
    public Image build(Server server, TarArchive archive, BuildSpec spec, Operation operation) {
        bases.pull(archive, spec, builds.buildKit(), operation);
        var labels = Labels.ofImage(installation, spec.labels());
        return reading(archive, files -> builds.build(files, spec, labels, operation));
    }

    @Override
    public Image assemble(Server server, SiteSpec spec, TarArchive archive, Operation operation) {
        return reading(archive, files -> sites.assemble(spec, files, operation));
    }

    private static Image reading(TarArchive archive, Function<InputStream, Image> making) {
        try (var files = archive.open()) {
            return making.apply(files);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the kept files failed", e);
        }
    }

    @Override
    public void keep(Server server, String imageId, String keepTag) {
        artifacts.keep(imageId, keepTag);
    }

    @Override
    public Optional<String> kept(Server server, String keepTag) {
        return artifacts.kept(keepTag);
    }

    @Override
    public boolean letGo(Server server, String keepTag) {
        return artifacts.letGo(keepTag);
    }

    @Override
    public Map<String, Long> imageSizes(Server server) {
        return artifacts.sizes();
    }

    @Override
    public Observation observe(Server server, Artifact artifact) {
        return artifacts.observe(artifact);
    }

    @Override
    public List<Observation> observeAll(Server server, List<Artifact> wanted) {
        return artifacts.observeAll(wanted);
    }

    @Override
    public Workload start(Server server, WorkloadSpec spec, Operation operation) {
        return workloads.start(spec, operation);
    }

    @Override
    public Workload start(Server server, ServicesSpec spec, Operation operation) {
        return services.start(spec, operation);
    }

    @Override
    public List<Workload> workloads(Server server, @Nullable SlotId slot) {
        return Stream.concat(workloads.list(slot).stream(), services.list(slot).stream())
                .toList();
    }

    @Override
    public Optional<Workload> find(Server server, String name) {
        return workloads.find(name).or(() -> services.find(name));
    }

    @Override
    public void stop(Server server, String name) {
        workloads.stop(name);
        services.stop(name);
    }

    @Override
    public Workload startAgain(Server server, String name) {
        return services.members(name).isEmpty() ? workloads.startAgain(name) : services.startAgain(name);
    }

    @Override
    public void restartsFromNowOn(Server server, String name) {
        if (services.members(name).isEmpty()) {
            workloads.restartsFromNowOn(name);
        } else {
            services.restartsFromNowOn(name);
        }
    }

    @Override
    public EdgeContainer edge(Server server) {
        return new EdgeContainer(engine, networks, installation, server);
    }

    @Override
    public void remove(Server server, String name) {
        workloads.remove(name);
        services.remove(name);
    }

    @Override
    public List<String> lastLines(Server server, String name, int lines) {
        return workloads.find(name).isPresent() ? workloads.lastLines(name, lines) : services.lastLines(name, lines);
    }

    @Override
    public HealthAnswer ask(Server server, Workload workload, HealthSpec health, Operation operation) {
        operation.throwIfCanceled();
        var members = services.members(workload.name());
        return members.isEmpty()
                ? probes.ask(workload, health, operation)
                : new ServiceHealths(probes).ask(workload, members, health, operation);
    }

    @Override
    public int freePort(Server server) {
        try {
            return engine.reach().freePort(settings.directPortHost());
        } catch (IOException e) {
            throw new BackendFailure(
                    FailureCode.START_FAILED,
                    "No port is free on " + settings.directPortHost() + ".",
                    String.valueOf(e.getMessage()),
                    e);
        }
    }

    @Override
    public String url(Server server, int hostPort) {
        var known = engine.reach().publicHost();
        var host = known == null ? settings.reachableHost() : known;
        return "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + hostPort;
    }

    @Override
    public void close() throws IOException {
        events.close();
        engine.close();
    }
}
