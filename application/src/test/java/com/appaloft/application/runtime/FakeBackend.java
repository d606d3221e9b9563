package com.appaloft.application.runtime;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.ServerKeys.PrivateKey;
import com.appaloft.application.port.TarArchive;
import com.appaloft.application.runtime.Script.Step;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.SlotId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A backend in memory that keeps the same contract as a real one; safe for many threads, scripted through {@link #script()}. */
public final class FakeBackend implements RuntimeBackend {
    private static final int MOST_LINES = 200;
    private static final int LONGEST_LINE = 2048;

    /** @param images that it needs */
    private record Held(SlotId slot, Map<String, String> environment, Set<String> images, Workload workload) {
        Held now(Workload changed) {
            return new Held(slot, environment, images, changed);
        }
    }

    private final String kind;
    private final Script script = new Script();
    private final FakeImages images = new FakeImages();
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeServices services = new FakeServices(images);
    private final Map<String, Held> workloads = new LinkedHashMap<>();
    private final Set<String> stopped = new HashSet<>();
    private final Set<Integer> occupied = new HashSet<>();
    private final AtomicInteger counter = new AtomicInteger();
    private volatile boolean letsIn = true;
    private volatile boolean endsSlowly;
    private FakeImage builds = FakeImage.serving();

    public FakeBackend() {
        this("docker-local");
    }

    public FakeBackend(String kind) {
        this.kind = kind;
    }

    /** What goes wrong or waits. */
    public Script script() {
        return script;
    }

    /** What is on the host, to be changed behind everybody's back. */
    public FakeImages images() {
        return images;
    }

    /** What is not on the host and can be pulled. */
    public FakeRegistry registry() {
        return registry;
    }

    /** Puts an image on the host under a tag, which moves there if it is taken. @return its id */
    public String image(String tag, FakeImage image) {
        String id = images.add(image);
        images.tag(id, tag);
        return id;
    }

    /** What every build makes from now on. */
    public synchronized void buildsMake(FakeImage image) {
        builds = image;
    }

    /** A port that something else on the host uses. */
    public synchronized void occupy(int port) {
        occupied.add(port);
    }

    /** What a workload was started with; empty where it is not there. */
    public synchronized Map<String, String> environmentOf(String name) {
        return held(name).map(Held::environment).orElse(Map.of());
    }

    /** The process of a running workload ends by itself. */
    public synchronized void exits(String name, int exitCode) {
        workloads.computeIfPresent(name, (n, h) -> h.now(state(h.workload(), false, exitCode)));
    }

    /** From now on what serves needs more time to end than a removal has. */
    public void endsSlowly() {
        endsSlowly = true;
    }

    /** From now on the server lets nobody in by another key. */
    public void letsNobodyIn() {
        letsIn = false;
    }

    @Override
    public Optional<String> refusal(Server server, PrivateKey key) {
        return letsIn ? Optional.empty() : Optional.of("The server does not let ada in with this key.");
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public List<Check> check(Server server) {
        try {
            script.reach(Step.LOOK, Operation.quiet());
            return List.of(new Check("engine-reachable", true, "It is in memory.", ""));
        } catch (BackendFailure e) {
            return List.of(new Check("engine-reachable", false, e.sentence(), "See that the engine runs.", e.code()));
        }
    }

    @Override
    public Image resolve(
            Server server, String reference, boolean pullAgain, @Nullable RegistryLogin login, Operation operation) {
        script.reach(Step.RESOLVE, operation);
        registry.asked(reference, login);
        Optional<Image> local = local(reference);
        if (local.isEmpty() || pullAgain) {
            operation.line("system", "Pulling " + reference + ".");
            script.reach(Step.PULL, operation);
            registry.give(reference, login).ifPresent(given -> image(reference, given));
        }
        return local.or(() -> local(reference))
                .orElseThrow(
                        () -> new BackendFailure(FailureCode.IMAGE_NOT_FOUND, "There is no image " + reference + "."));
    }

    @Override
    public String locate(Server server, String reference, @Nullable RegistryLogin login, Operation operation) {
        script.reach(Step.RESOLVE, operation);
        registry.asked(reference, login);
        return local(reference)
                .map(image -> "The server has " + reference + ".")
                .or(() -> registry.give(reference, login).map(image -> "The registry has " + reference + "."))
                .orElseThrow(
                        () -> new BackendFailure(FailureCode.IMAGE_NOT_FOUND, "There is no image " + reference + "."));
    }

    private Optional<Image> local(String reference) {
        return images.find(reference).map(id -> new Image(id, ""));
    }

    @Override
    public Image build(Server server, TarArchive archive, BuildSpec spec, Operation operation) {
        operation.throwIfCanceled();
        var files = read(archive);
        if (files.startsWith("FROM ")) {
            var base = files.substring(5).strip();
            resolve(server, base, spec.withoutCache(), spec.logins().of(base), operation);
        }
        operation.line("stdout", "begun");
        script.reach(Step.BUILD, operation);
        synchronized (this) {
            return new Image(images.add(builds.labelled(spec.labels())), "");
        }
    }

    @Override
    public Image assemble(Server server, SiteSpec spec, TarArchive archive, Operation operation) {
        operation.throwIfCanceled();
        read(archive);
        script.reach(Step.ASSEMBLE, operation);
        synchronized (this) {
            images.require(spec.serverImageId());
            var labels = Map.of("com.appaloft.deployment", spec.deployment().value());
            return new Image(images.add(builds.labelled(labels)), "");
        }
    }

    private static String read(TarArchive archive) {
        try (var files = archive.open()) {
            return new String(files.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(Server server, String imageId, String keepTag) {
        script.reach(Step.KEEP, Operation.quiet());
        images.keep(imageId, keepTag);
    }

    @Override
    public Optional<String> kept(Server server, String keepTag) {
        script.reach(Step.OBSERVE, Operation.quiet());
        return images.find(keepTag);
    }

    @Override
    public boolean letGo(Server server, String keepTag) {
        script.reach(Step.LET_GO, Operation.quiet());
        synchronized (this) {
            return images.letGo(keepTag, imagesOf(true), imagesOf(false));
        }
    }

    private Set<String> imagesOf(boolean running) {
        return workloads.values().stream()
                .filter(h -> h.workload().running() == running)
                .flatMap(h -> h.images().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, Long> imageSizes(Server server) {
        script.reach(Step.OBSERVE, Operation.quiet());
        return images.ids().stream().collect(Collectors.toMap(id -> id, id -> 1_000L));
    }

    @Override
    public Observation observe(Server server, Artifact artifact) {
        return observeAll(server, List.of(artifact)).getFirst();
    }

    @Override
    public List<Observation> observeAll(Server server, List<Artifact> artifacts) {
        script.reach(Step.OBSERVE, Operation.quiet());
        return artifacts.stream().map(images::observed).toList();
    }

    @Override
    public Workload start(Server server, WorkloadSpec spec, Operation operation) {
        String name = "appaloft-" + spec.deployment() + "-" + spec.role().name().toLowerCase(Locale.ROOT);
        operation.throwIfCanceled();
        synchronized (this) {
            workloads.remove(name);
            images.require(spec.imageId());
        }
        script.reach(Step.START, operation);
        synchronized (this) {
            operation.throwIfCanceled();
            FakeImage image = images.require(spec.imageId());
            int port = spec.publish() == null ? 0 : claim(spec.publish().hostPort());
            Integer exitCode = image.exitCode();
            var workload = new Workload(
                    name,
                    spec.resource(),
                    spec.deployment(),
                    spec.role(),
                    spec.imageId(),
                    exitCode == null,
                    exitCode == null ? 0 : exitCode,
                    image.outOfMemory(),
                    port);
            workloads.put(name, new Held(spec.slot(), spec.environment(), Set.of(spec.imageId()), workload));
            return workload;
        }
    }

    @Override
    public Workload start(Server server, ServicesSpec spec, Operation operation) {
        String name = "appaloft-" + spec.deployment() + "-" + spec.role().name().toLowerCase(Locale.ROOT);
        operation.throwIfCanceled();
        synchronized (this) {
            workloads.remove(name);
            services.forget(name);
        }
        script.reach(Step.START, operation);
        synchronized (this) {
            operation.throwIfCanceled();
            var environment = services.start(name, spec);
            int port = spec.publish() == null ? 0 : claim(spec.publish().hostPort());
            var ended = services.ended(name);
            var workload = new Workload(
                    name,
                    spec.resource(),
                    spec.deployment(),
                    spec.role(),
                    spec.identity(),
                    ended.isEmpty(),
                    ended.map(FakeServices.Ended::exitCode).orElse(0),
                    ended.map(FakeServices.Ended::outOfMemory).orElse(false),
                    port,
                    ended.map(FakeServices.Ended::service).orElse(null));
            var used = spec.services().stream().map(ServiceSpec::imageId).collect(Collectors.toSet());
            workloads.put(name, new Held(spec.slot(), environment, used, workload));
            return workload;
        }
    }

    @Override
    public void restartsFromNowOn(Server server, String name) {
        if (find(server, name).isEmpty()) {
            throw new BackendFailure(FailureCode.START_FAILED, "There is no workload " + name + ".");
        }
    }

    private int claim(int wanted) {
        int port = wanted == 0 ? 20_000 + counter.incrementAndGet() : wanted;
        boolean taken = occupied.contains(port)
                || workloads.values().stream().map(Held::workload).anyMatch(w -> w.running() && w.hostPort() == port);
        if (taken) {
            throw new BackendFailure(FailureCode.PORT_IN_USE, "The port is already in use on the server.");
        }
        return port;
    }

    @Override
    public List<Workload> workloads(Server server, @Nullable SlotId slot) {
        script.reach(Step.LOOK, Operation.quiet());
        synchronized (this) {
            var found = new ArrayList<Workload>();
            for (Held held : workloads.values()) {
                if (slot == null || held.slot().equals(slot)) {
                    found.add(held.workload());
                }
            }
            return found;
        }
    }

    @Override
    public Optional<Workload> find(Server server, String name) {
        script.reach(Step.LOOK, Operation.quiet());
        return held(name).map(Held::workload);
    }

    private synchronized Optional<Held> held(String name) {
        return Optional.ofNullable(workloads.get(name));
    }

    @Override
    public void stop(Server server, String name) {
        script.reach(Step.STOP, Operation.quiet());
        synchronized (this) {
            stopped.add(name);
            workloads.computeIfPresent(
                    name, (n, h) -> h.workload().running() ? h.now(state(h.workload(), false, 143)) : h);
        }
    }

    @Override
    public Workload startAgain(Server server, String name) {
        script.reach(Step.START_AGAIN, Operation.quiet());
        synchronized (this) {
            Held held = held(name)
                    .orElseThrow(() -> new BackendFailure(
                            FailureCode.START_FAILED, "The server no longer has the container " + name + "."));
            if (held.workload().running()) {
                return held.workload();
            }
            if (held.workload().hostPort() != 0) {
                claim(held.workload().hostPort());
            }
            Workload again = state(held.workload(), true, 0);
            workloads.put(name, held.now(again));
            return again;
        }
    }

    @Override
    public void remove(Server server, String name) {
        script.reach(Step.REMOVE, Operation.quiet());
        synchronized (this) {
            if (endsSlowly
                    && held(name)
                            .map(Held::workload)
                            .filter(this::somethingServes)
                            .isPresent()) {
                throw new BackendFailure(FailureCode.ENGINE_UNAVAILABLE, name + " has not ended in time.");
            }
            workloads.remove(name);
            services.forget(name);
        }
    }

    @Override
    public synchronized List<String> lastLines(Server server, String name, int lines) {
        return held(name)
                .map(h -> services.has(name)
                        ? services.prints(name)
                        : images.behaviour(h.workload().imageId()).prints())
                .map(all -> all.subList(Math.max(0, all.size() - Math.clamp(lines, 0, MOST_LINES)), all.size()))
                .orElse(List.of())
                .stream()
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .toList();
    }

    @Override
    public HealthAnswer ask(Server server, Workload workload, HealthSpec health, Operation operation) {
        script.reach(Step.ASK, operation);
        synchronized (this) {
            Workload now = held(workload.name()).map(Held::workload).orElse(state(workload, false, 0));
            if (now.running() && services.has(now.name())) {
                return services.answer(now.name(), health);
            }
            FakeImage image = images.behaviour(now.imageId());
            if (!now.running()) {
                return new HealthAnswer(Health.NOT_YET, "The process is not running.", false);
            }
            return image.answer(health);
        }
    }

    /** Of several services some run on when one has ended. */
    private boolean somethingServes(Workload workload) {
        return workload.role() == Role.SERVING
                && (workload.running() || services.has(workload.name()) && !stopped.contains(workload.name()));
    }

    private static Workload state(Workload w, boolean running, int exitCode) {
        return new Workload(
                w.name(),
                w.resource(),
                w.deployment(),
                w.role(),
                w.imageId(),
                running,
                exitCode,
                false,
                w.hostPort(),
                null);
    }

    @Override
    public int freePort(Server server) {
        return 30_000 + counter.incrementAndGet() % 30_000;
    }

    @Override
    public String url(Server server, int hostPort) {
        return "http://127.0.0.1:" + hostPort;
    }
}
