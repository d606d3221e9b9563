package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.infrastructure.ssh.RemoteHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be wrong with a server, each by its real cause: the code, the page's first action, and the check that shows it. */
class ServerCausesIT {
    private static final String CHECK_SERVER = "Run connectivity checks and inspect server diagnostics.";
    private static final String CHECK_PROXY = "Check proxy readiness and network profile.";

    static InProcess controlPlane;
    static Path site;

    private final List<RemoteHost> machines = new ArrayList<>();
    private RemoteHost machine;
    private Workspace at;

    @BeforeAll
    static void start() {
        controlPlane = new InProcess(
                new FakeBackend(InProcess.KIND),
                "",
                List.of("appaloft.link-patience-seconds=3", "appaloft.proxy-image=appaloft-test/no-such-proxy:1"));
        site = Apps.site("hello");
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
        Apps.delete(site);
    }

    @AfterEach
    void switchOff() {
        machines.forEach(RemoteHost::close);
    }

    @Test
    void aServerThatIsNotThere() {
        on(new RemoteHost(), Map.of());
        machine.unplug();
        fails(direct(site), "server-unreachable", CHECK_SERVER);
        assertThat(failedCheck()).isEqualTo("server-port");
    }

    @Test
    void aNameThatNobodyKnows() {
        on(new RemoteHost(), Map.of("host", "nobody.invalid"));
        fails(direct(site), "server-unreachable", CHECK_SERVER);
        assertThat(failedCheck()).isEqualTo("server-name");
    }

    @Test
    void aKeyThatIsNotLetIn() throws IOException {
        on(new RemoteHost(), Map.of("user", "nobody-here"));
        fails(direct(site), "ssh-auth-failed", CHECK_SERVER);
        assertThat(failedCheck()).isEqualTo("server-login");
    }

    @Test
    void anotherHostKeyThanTheConfirmedOne() {
        on(new RemoteHost(), Map.of("hostKeyFingerprint", "SHA256:" + "A".repeat(43)));
        fails(direct(site), "host-key-mismatch", CHECK_SERVER);
        assertThat(failedCheck()).isEqualTo("server-host-key");
    }

    /** As one that was installed again; what was confirmed before does not let it in. */
    @Test
    void otherHostKeysThanItWasConfirmedWith() {
        on(new RemoteHost(), Map.of());
        var slow = Apps.slowToBuild("hello", 30);
        var resource = direct(slow);
        var attempt = at.api.deploy(resource);
        at.api.awaitPhase(attempt, "execute");
        machine.changeHostKeys();
        failed(resource, attempt, "host-key-mismatch", CHECK_SERVER);
        assertThat(failedCheck()).isEqualTo("server-host-key");
        Apps.delete(slow);
    }

    @Test
    void anEngineThatIsDead() {
        on(new RemoteHost(), Map.of());
        machine.killEngine();
        fails(direct(site), "engine-unavailable", CHECK_SERVER);
        assertThat(failedCheck()).isEqualTo("engine-reachable");
    }

    @Test
    void aDiskThatIsFull() throws IOException {
        on(RemoteHost.withDiskOf("48m"), Map.of());
        var large = Apps.site("large");
        Files.write(large.resolve("www/large"), new byte[64 << 20]);
        fails(direct(large), "disk-full", CHECK_SERVER);
        assertThat(failedCheck()).isEqualTo("engine-disk");
        var tested = at.api.post("/api/servers/" + at.server + "/test", null).body();
        assertThat(tested.path("reachable").asBoolean()).isTrue();
        assertThat(tested.path("well").asBoolean()).isFalse();
        Apps.delete(large);
    }

    @Test
    void aProxyThatCannotBeStarted() {
        on(new RemoteHost(), Map.of());
        var domain =
                at.api.send("PUT", "/api/servers/" + at.server + "/domain", Map.of("domain", "apps.test"), Map.of());
        assertThat(domain.status()).isEqualTo(204);
        var resource = at.resource(
                "named",
                Workspace.folder(site),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth());
        fails(resource, "proxy-not-ready", CHECK_PROXY);
        var proxy = at.api.get("/api/servers/" + at.server + "/proxy").body();
        assertThat(proxy.path("ready").asBoolean()).isFalse();
        assertThat(proxy.path("advice").asString()).contains("servers proxy bootstrap");
    }

    @Test
    void aServerThatNobodyGaveADomain() {
        on(new RemoteHost(), Map.of());
        var resource = at.resource(
                "named",
                Workspace.folder(site),
                Map.of("internalPort", 8080, "exposure", "generated"),
                Workspace.httpHealth());
        assertThat(fails(resource, "proxy-not-ready", CHECK_PROXY)).contains("servers set-domain");
    }

    private void on(RemoteHost host, Map<String, String> instead) {
        machine = host;
        machines.add(host);
        var login = Workspace.login(host.target());
        login.putAll(instead);
        var api = controlPlane.api();
        at = new Workspace(api, "docker-ssh", api.created("/api/servers", login));
    }

    private String direct(Path folder) {
        return at.folderSite("site", folder, 8_080);
    }

    /** @return what it says */
    private String fails(String resource, String code, String advice) {
        return failed(resource, at.api.deploy(resource), code, advice);
    }

    private String failed(String resource, String attempt, String code, String advice) {
        var ended = at.api.ended(attempt);
        var failure = ended.path("failure");
        assertThat(failure.path("code").asString()).as("%s", ended).isEqualTo(code);
        assertThat(failure.path("advice").asString()).isEqualTo(advice);
        var summary =
                at.api.get("/api/resources/" + resource + "/diagnostic-summary").body();
        assertThat(summary.path("firstAction").asString()).isEqualTo(advice);
        if (advice.equals(CHECK_SERVER)) {
            assertThat(summary.path("checks")
                            .valueStream()
                            .map(check -> check.path("code").asString("")))
                    .as("%s", summary)
                    .contains(code);
        }
        return failure.path("message").asString();
    }

    /** The first check of the server that does not pass. */
    private String failedCheck() {
        for (var check :
                at.api.post("/api/servers/" + at.server + "/test", null).body().path("checks")) {
            if (check.path("status").asString().equals("failed")) {
                assertThat(check.path("advice").asString()).isNotBlank();
                return check.path("name").asString();
            }
        }
        return "none";
    }
}
