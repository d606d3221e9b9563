package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.artifact.Reconciliation;
import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.appaloft.infrastructure.runtime.docker.TinyRegistry;
import com.appaloft.infrastructure.ssh.RemoteHost;
import com.github.dockerjava.api.command.ListContainersCmd;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Healthy applications are deployed, rolled back and canceled on a server over SSH while the way to it is cut, frozen, dropped and
 * reset at random moments: no attempt fails for it, and none says what the server does not show.
 *
 * <p>{@code -Dappaloft.link.cuts=500} is the run of docs/reliability.md.
 */
class CutLinksIT {
    private static final int CUTS = Integer.getInteger("appaloft.link.cuts", 8);
    /** So many, that no part of a deployment can have been missed by all of them. */
    private static final int ENOUGH_FOR_ALL = 400;
    /** What a command is refused for while the server cannot be asked. */
    private static final Set<String> UNKNOWN = Set.of("runtime-target-unreachable", "artifact-unverified");

    private static final String DOMAIN = "cut.test";
    private static final long SEED = Long.getLong("appaloft.link.seed", new Random().nextLong());

    /** One application, deployed over and over, and what became of its attempts. */
    private final class Deployer {
        private final CutApp sort;
        private final int port;
        private final Path folder;
        private final String resource;
        private final Random random;
        private final Set<String> canceled = new HashSet<>();
        private int version;
        private String serves = "";
        private String lastGood = "";
        private volatile String last = "";

        Deployer(CutApp sort) {
            this.sort = sort;
            this.port = 8_100 + sort.ordinal();
            this.folder = Apps.site(text());
            this.random = new Random(SEED + sort.ordinal());
            this.resource =
                    at.resource(name(), sort.source(folder, registry), sort.network(port), Workspace.httpHealth());
        }

        private String name() {
            return "cut-" + sort.ordinal();
        }

        private String visit() {
            return sort == CutApp.NAMED
                    ? new Visitor(machine.address(), 80, name() + ".production." + DOMAIN).visit()
                    : new Site(machine.address(), port).visit();
        }

        private String text() {
            return sort + " version " + version;
        }

        void once() {
            int dice = random.nextInt(10);
            if (dice < 2 && !lastGood.isEmpty()) {
                var rollback = at.rollback(lastGood, lastGood);
                if (rollback.status() != 202) {
                    refused(rollback);
                } else if (judge(ended(rollback.text("id")), "succeeded").equals("succeeded")) {
                    lastGood = rollback.text("id");
                }
                return;
            }
            version++;
            sort.write(folder, registry, text(), random);
            // a deployment takes the image of that name that is there already; only this one asks the registry again
            var answer = sort == CutApp.PULLED
                    ? at.api.post("/api/resources/" + resource + "/force-redeploy", Map.of())
                    : at.api.post("/api/deployments", Map.of("resourceId", resource));
            if (answer.status() != 202) {
                refused(answer);
                return;
            }
            var id = answer.text("id");
            last = id;
            if (dice == 9) {
                pause(random.nextInt(3_000));
                at.cancel(id);
                var status = judge(ended(id), "canceled", "succeeded");
                if (status.equals("canceled")) {
                    canceled.add(id);
                    mustBeGone(id);
                }
                took(id, status);
                return;
            }
            took(id, judge(ended(id), "succeeded"));
        }

        /** Now, and not only once somebody has tidied up. */
        private void mustBeGone(String id) {
            var there = running(Map.of("com.appaloft.deployment", id));
            if (!there.isEmpty()) {
                wrong.add("canceled, and still there: " + there);
            }
        }

        /** What its attempt is at, e.g. {@code PULLED execute}; empty where it has none. */
        Optional<String> underWay() {
            var now = last.isEmpty() ? null : at.api.deployment(last);
            if (now == null || !Api.ACTIVE.contains(now.path("status").asString())) {
                return Optional.empty();
            }
            var status = now.path("status").asString();
            boolean carried = status.equals("running") && now.path("phase").isString();
            return Optional.of(sort + " " + (carried ? now.path("phase").asString() : status));
        }

        private void took(String id, String status) {
            if (status.equals("succeeded")) {
                serves = text();
                lastGood = id;
            }
        }

        /** Rightly only as nobody can say what an unreachable host has. */
        private void refused(Api.Answer answer) {
            refused.incrementAndGet();
            pause(500);
            var blocking = answer.body()
                    .path("reasons")
                    .valueStream()
                    .filter(reason -> reason.path("category").asString().equals("blocked"))
                    .map(reason -> reason.path("code").asString())
                    .toList();
            if (answer.status() != 409 || blocking.isEmpty() || !UNKNOWN.containsAll(blocking)) {
                wrong.add(answer.body().toString());
            }
        }

        private String judge(JsonNode ended, String... fine) {
            attempts.incrementAndGet();
            var status = ended.path("status").asString();
            if (!List.of(fine).contains(status)) {
                wrong.add(ended.toString());
            }
            return status;
        }

        private JsonNode ended(String id) {
            last = id;
            try {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> !Api.ACTIVE.contains(
                                at.api.deployment(id).path("status").asString()));
            } catch (ConditionTimeoutException endless) {
                System.out.println(sort + " does not end: "
                        + at.api.get("/api/deployments/" + id + "/logs").body());
            }
            return at.api.deployment(id);
        }

        void mustServe() {
            assertThat(visit()).isEqualTo(serves);
            var shown = at.api.get("/api/resources/" + resource).body();
            assertThat(shown.path("servingDeploymentId").asString())
                    .as("%s", shown)
                    .isEqualTo(lastGood);
        }

        /** What served before may still be taken away when the last attempt has ended. */
        void mustBeAllThereIs() {
            Awaitility.await("only " + lastGood + " is on the server")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        reconciliation().lookAt(new ServerId(at.server));
                        var containers = containers();
                        assertThat(containers).hasSize(sort.containers());
                        assertThat(containers)
                                .allSatisfy(container -> assertThat(container.getLabels())
                                        .containsEntry("com.appaloft.deployment", lastGood)
                                        .containsEntry("com.appaloft.role", "serving"));
                    });
        }

        /** Nothing of them may have been there when they were said to be canceled, and so nothing at the end either. */
        void mustNotHaveLeftWhatWasCanceled() {
            assertThat(containers())
                    .extracting(container -> container.getLabels().get("com.appaloft.deployment"))
                    .doesNotContainAnyElementsOf(canceled.isEmpty() ? Set.of("none") : canceled);
        }

        private List<Container> containers() {
            return of(there.docker().listContainersCmd().withShowAll(true), Map.of("com.appaloft.resource", resource));
        }

        private List<Container> running(Map<String, String> labels) {
            return of(there.docker().listContainersCmd(), labels);
        }

        private static List<Container> of(ListContainersCmd list, Map<String, String> labels) {
            return list.withLabelFilter(labels).exec().stream()
                    .filter(container -> container.getLabels().containsKey("com.appaloft.slot"))
                    .toList();
        }
    }

    @TempDir
    static Path proxyFolder;

    static RemoteHost machine;
    static DockerForTests there;
    static TinyRegistry registry;
    static InProcess controlPlane;
    static Workspace at;

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    /** How often what was under way when the way was cut. */
    private final Map<String, Integer> cutAt = new TreeMap<>();

    @BeforeAll
    static void start() throws IOException {
        machine = new RemoteHost();
        registry = new TinyRegistry(machine.worldAddress());
        registry.slowDown();
        there = DockerForTests.at(machine);
        there.tag(there.image(TestImages.caddy()), "caddy:2");
        controlPlane = new InProcess(
                new FakeBackend(InProcess.KIND),
                "",
                List.of("logging.level.com.appaloft=error", "appaloft.proxy-folder=" + proxyFolder));
        at = Workspace.over(controlPlane.api(), machine.target());
        at.api.send("PUT", "/api/servers/" + at.server + "/domain", Map.of("domain", DOMAIN), Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        controlPlane.close();
        // what it holds goes with the machine
        there.backend().close();
        registry.close();
        machine.close();
    }

    @Test
    void noHealthyAttemptFailsBecauseTheLinkDid() throws Exception {
        var deployers = new ArrayList<Deployer>();
        for (var sort : CutApp.values()) {
            deployers.add(new Deployer(sort));
        }
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = deployers.stream()
                    .map(deployer -> CompletableFuture.runAsync(() -> repeat(deployer, over), threads))
                    .toList();
            try {
                cut(deployers);
            } finally {
                over.set(true);
            }
            all.forEach(CompletableFuture::join);
        }
        System.out.println(CUTS + " cuts during " + attempts + " attempts over SSH (seed " + SEED + "): " + wrong.size()
                + " ended otherwise than the server shows; " + refused + " refused, not begun; "
                + deployers.stream()
                        .mapToInt(deployer -> deployer.canceled.size())
                        .sum() + " canceled");
        System.out.println("under way at the cuts: " + cutAt);
        assertThat(wrong).isEmpty();
        assertThat(attempts.get()).isGreaterThanOrEqualTo(deployers.size());
        deployers.forEach(Deployer::mustNotHaveLeftWhatWasCanceled);
        deployers.forEach(Deployer::mustServe);
        deployers.forEach(Deployer::mustBeAllThereIs);
        if (CUTS >= ENOUGH_FOR_ALL) {
            for (var sort : CutApp.values()) {
                assertThat(cutAt).containsKeys(sort + " execute", sort + " verify", sort + " cut-over");
            }
            assertThat(cutAt.keySet()).anyMatch(at -> at.endsWith(" cancel-requested"));
        }
    }

    private static Reconciliation reconciliation() {
        return controlPlane.bean(Reconciliation.class);
    }

    private static void repeat(Deployer deployer, AtomicBoolean over) {
        do {
            deployer.once();
        } while (!over.get());
    }

    private void cut(List<Deployer> deployers) {
        var random = new Random(SEED);
        for (int i = 0; i < CUTS; i++) {
            pause(300 + random.nextInt(4_000));
            var fault = LinkFault.values()[random.nextInt(LinkFault.values().length)];
            deployers.forEach(deployer -> deployer.underWay().ifPresent(what -> cutAt.merge(what, 1, Integer::sum)));
            fault.begin(machine);
            try {
                // most are short; some last until keep-alive gives the connection up
                pause(random.nextInt(8) == 0 ? 13_000 + random.nextInt(4_000) : random.nextInt(4_000));
            } finally {
                fault.end(machine);
            }
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
