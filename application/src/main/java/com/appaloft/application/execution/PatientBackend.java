package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A backend as one attempt uses it: a broken way to the server is waited out. */
record PatientBackend(RuntimeBackend backend, Patience patience) implements RuntimeBackend {
    @Override
    public String kind() {
        return backend.kind();
    }

    @Override
    public List<Check> check(Server server) {
        return backend.check(server);
    }

    @Override
    public Image resolve(
            Server server, String reference, boolean pullAgain, @Nullable RegistryLogin login, Operation operation) {
        return patience.through(() -> backend.resolve(server, reference, pullAgain, login, operation));
    }

    @Override
    public String locate(Server server, String reference, @Nullable RegistryLogin login, Operation operation) {
        return patience.through(() -> backend.locate(server, reference, login, operation));
    }

    @Override
    public Image build(Server server, TarArchive archive, BuildSpec spec, Operation operation) {
        return patience.through(() -> backend.build(server, archive, spec, operation));
    }

    @Override
    public Image assemble(Server server, SiteSpec spec, TarArchive archive, Operation operation) {
        return started(() -> backend.assemble(server, spec, archive, operation));
    }

    @Override
    public void keep(Server server, String imageId, String keepTag) {
        done(() -> backend.keep(server, imageId, keepTag));
    }

    @Override
    public Optional<String> kept(Server server, String keepTag) {
        return patience.through(() -> backend.kept(server, keepTag));
    }

    @Override
    public boolean letGo(Server server, String keepTag) {
        return patience.through(() -> backend.letGo(server, keepTag));
    }

    @Override
    public Map<String, Long> imageSizes(Server server) {
        return patience.through(() -> backend.imageSizes(server));
    }

    @Override
    public Observation observe(Server server, Artifact artifact) {
        return patience.through(() -> backend.observe(server, artifact));
    }

    @Override
    public List<Observation> observeAll(Server server, List<Artifact> artifacts) {
        return patience.through(() -> backend.observeAll(server, artifacts));
    }

    @Override
    public Workload start(Server server, WorkloadSpec spec, Operation operation) {
        return started(() -> backend.start(server, spec, operation));
    }

    @Override
    public Workload start(Server server, ServicesSpec spec, Operation operation) {
        return started(() -> backend.start(server, spec, operation));
    }

    @Override
    public List<Workload> workloads(Server server, @Nullable SlotId slot) {
        return patience.through(() -> backend.workloads(server, slot));
    }

    @Override
    public Optional<Workload> find(Server server, String name) {
        return patience.through(() -> backend.find(server, name));
    }

    @Override
    public void stop(Server server, String name) {
        done(() -> backend.stop(server, name));
    }

    @Override
    public Workload startAgain(Server server, String name) {
        return patience.through(() -> backend.startAgain(server, name));
    }

    @Override
    public void restartsFromNowOn(Server server, String name) {
        done(() -> backend.restartsFromNowOn(server, name));
    }

    @Override
    public void remove(Server server, String name) {
        done(() -> backend.remove(server, name));
    }

    @Override
    public List<String> lastLines(Server server, String name, int lines) {
        return patience.through(() -> backend.lastLines(server, name, lines));
    }

    @Override
    public HealthAnswer ask(Server server, Workload workload, HealthSpec health, Operation operation) {
        return patience.through(() -> backend.ask(server, workload, health, operation));
    }

    @Override
    public int freePort(Server server) {
        return patience.through(() -> backend.freePort(server));
    }

    @Override
    public String url(Server server, int hostPort) {
        return backend.url(server, hostPort);
    }

    private void done(Runnable work) {
        patience.through(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /** What was asked before the way broke may still be carried out by the server, and be in the way of the same asked anew. */
    private <T> T started(Supplier<T> work) {
        var cut = new AtomicBoolean();
        try {
            return patience.through(work, () -> cut.set(true));
        } catch (BackendFailure failure) {
            boolean inTheWay = failure.code() == FailureCode.START_FAILED || failure.code() == FailureCode.BUILD_FAILED;
            if (cut.get() && inTheWay) {
                return patience.through(work);
            }
            throw failure;
        }
    }
}
