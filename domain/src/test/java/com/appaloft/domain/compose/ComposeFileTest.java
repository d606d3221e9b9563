package com.appaloft.domain.compose;

import static com.appaloft.domain.compose.Trees.NONE;
import static com.appaloft.domain.compose.Trees.accepted;
import static com.appaloft.domain.compose.Trees.tree;
import static com.appaloft.domain.compose.Trees.web;
import static com.appaloft.domain.compose.Trees.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "privileged", "network_mode", "networks", "pid", "ipc", "cap_add", "cap_drop", "devices",
                        "security_opt",
                "extends", "secrets", "configs", "env_file", "container_name", "hostname", "links", "sysctls",
                        "userns_mode",
                "uts", "volumes_from", "cgroup_parent", "runtime", "profiles", "scale", "init", "stdin_open",
                        "x-anything"
            })
    void everyKeyOfAServiceThatIsNotObeyedIsRefusedByItsPath(String key) {
        var reading = ComposeFile.read(web(Map.of("image", "web:1", key, "x")), NONE, null);
        assertThat(wrong(reading)).containsExactly("not supported: services.web." + key);
    }

    @Test
    void oneAnswerNamesAllThatIsWrong() {
        var file = tree(Map.of(
                "services",
                Map.of(
                        "web",
                        Map.of("image", "web:${TAG}", "privileged", true, "build", Map.of("context", "..", "ssh", "x")),
                        "db",
                        Map.of("image", "db", "deploy", Map.of("replicas", 2), "ports", List.of("5432:5432"))),
                "secrets",
                Map.of(),
                "include",
                List.of()));
        var all = String.join("; ", wrong(ComposeFile.read(file, NONE, "web")));
        assertThat(all)
                .contains(
                        "services.web.privileged",
                        "services.web.build.ssh",
                        "services.db.deploy.replicas",
                        "services.db.ports",
                        "secrets",
                        "include",
                        "services.web.image needs the variable TAG",
                        "services.web.build.context must be a folder inside the source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./data:/data", "/var/run/docker.sock:/var/run/docker.sock", "~/x:/x", "../x:/x"})
    void aFolderOfTheServerIsNeverMounted(String volume) {
        var reading = ComposeFile.read(web(Map.of("image", "web", "volumes", List.of(volume))), NONE, null);
        assertThat(wrong(reading)).singleElement().asString().startsWith("services.web.volumes[0] mounts a folder");
    }

    @Test
    void aBindMountIsRefusedInItsLongFormToo() {
        var mount = Map.of("type", "bind", "source", "/etc", "target", "/etc", "bind", Map.of());
        var all = String.join(
                "; ", wrong(ComposeFile.read(web(Map.of("image", "web", "volumes", List.of(mount))), NONE, null)));
        assertThat(all).contains("services.web.volumes[0].bind", "services.web.volumes[0].type must be volume");
    }

    @Test
    void aNamedVolumeIsMountedWhereItIsDeclared() {
        var services = Map.of("web", Map.of("image", "web", "volumes", List.of("data:/var/lib/data:ro")));
        var declared = Map.of("services", services, "volumes", Map.of("data", "~"));
        assertThat(Trees.web(accepted(ComposeFile.read(tree(declared), NONE, null)))
                        .mounts())
                .containsExactly(new ComposeService.Mount("data", "/var/lib/data", true));
        assertThat(wrong(ComposeFile.read(tree(Map.of("services", services)), NONE, null)))
                .singleElement()
                .asString()
                .contains("does not declare");
        var driven = Map.of("services", services, "volumes", Map.of("data", Map.of("driver_opts", Map.of())));
        assertThat(wrong(ComposeFile.read(tree(driven), NONE, null)))
                .containsExactly("not supported: volumes.data.driver_opts");
    }

    @ParameterizedTest
    @CsvSource({
        "image, https://user:secret@registry/app",
        "image, 'web 1'",
        "working_dir, relative",
        "working_dir, /a/../..",
        "user, 'a b'",
        "stop_signal, 'TERM; rm'",
        "stop_grace_period, soon",
        "stop_grace_period, 48h",
        "mem_limit, 1k",
        "mem_limit, 9999999999g",
        "cpus, 0",
        "cpus, NaN",
        "restart, sometimes",
        "read_only, maybe",
        "tmpfs, /run:exec",
        "command, 'echo \"open'",
        "expose, all",
        "expose, 0",
        "expose, 65536",
        "expose, 90-80",
        "build, ../other",
        "build, https://example.com/repo.git"
    })
    void aValueThatCannotBeObeyedIsRefusedAndNeverShown(String key, String value) {
        var fields = new LinkedHashMap<String, Object>(Map.of("image", "web"));
        fields.put(key, value);
        assertThat(wrong(ComposeFile.read(web(fields), NONE, null)))
                .anySatisfy(sentence -> assertThat(sentence).startsWith("services.web." + key + " "))
                .noneSatisfy(sentence -> assertThat(sentence).contains("secret@"));
    }

    @Test
    void ourOwnLabelsAreNotToBeSet() {
        var labels = Map.of("com.appaloft.slot", "slot_other", "team", "shop");
        assertThat(wrong(ComposeFile.read(web(Map.of("image", "web", "labels", labels)), NONE, null)))
                .containsExactly("services.web.labels may not set com.appaloft.slot");
    }

    @Test
    void whatItWaitsForMustBeThereAndNeverComeBackToItself() {
        var file = tree(Map.of(
                "services",
                Map.of(
                        "a", Map.of("image", "a", "depends_on", List.of("b")),
                        "b", Map.of("image", "b", "depends_on", Map.of("a", Map.of("condition", "service_started"))),
                        "c", Map.of("image", "c", "depends_on", Map.of("d", "~")))));
        assertThat(String.join("; ", wrong(ComposeFile.read(file, NONE, "a"))))
                .contains("services.c.depends_on.d is no service", "comes back to itself: a → b → a");
    }

    @Test
    void servicesStartAfterWhatTheyDependOn() {
        var file = tree(Map.of(
                "services",
                Map.of(
                        "api",
                        Map.of(
                                "image",
                                "api",
                                "depends_on",
                                Map.of(
                                        "migrate", Map.of("condition", "service_completed_successfully"),
                                        "db", Map.of("condition", "service_healthy"))),
                        "db",
                        Map.of("image", "db"),
                        "migrate",
                        Map.of("image", "m", "depends_on", List.of("db")))));
        var model = accepted(ComposeFile.read(file, NONE, "api"));
        assertThat(model.startOrder()).containsExactly("db", "migrate", "api");
        assertThat(model.endsByItself("migrate")).isTrue();
        assertThat(model.endsByItself("db")).isFalse();
    }

    @Test
    void theEntryIsNamedOrLeavesNoChoice() {
        var two = Map.of("a", Map.of("image", "a"), "b", Map.of("image", "b"));
        var withPorts = Map.of("a", Map.of("image", "a"), "b", Map.of("image", "b", "ports", List.of("80:80")));
        assertThat(wrong(ComposeFile.read(tree(Map.of("services", two)), NONE, null)))
                .singleElement()
                .asString()
                .contains("source.service");
        assertThat(wrong(ComposeFile.read(tree(Map.of("services", two)), NONE, "c")))
                .singleElement()
                .asString()
                .contains("has no c");
        var reading = ComposeFile.read(tree(Map.of("services", withPorts)), NONE, null);
        assertThat(accepted(reading).entry()).isEqualTo("b");
        assertThat(((ComposeFile.Reading.Accepted) reading).notices())
                .singleElement()
                .asString()
                .startsWith("services.b.ports has no effect");
    }

    @Test
    void nothingAndTooMuchAreNoComposeFile() {
        assertThat(wrong(ComposeFile.read(null, NONE, null))).containsExactly("services is missing or empty");
        assertThat(wrong(ComposeFile.read(tree("hello"), NONE, null)))
                .contains("the file must be a mapping of names to values");
        var many = new LinkedHashMap<String, Object>();
        for (int i = 0; i <= ComposeFile.MOST_SERVICES; i++) {
            many.put("s" + i, Map.of("image", "x"));
        }
        assertThat(wrong(ComposeFile.read(tree(Map.of("services", many)), NONE, "s1")))
                .containsExactly("services has more than 20 services");
        assertThat(wrong(ComposeFile.read(tree(Map.of("services", Map.of("../x", Map.of("image", "x")))), NONE, null)))
                .isNotEmpty();
    }

    @Test
    void whatIsMuchTooLongIsRefusedAndNotFollowed() throws InterruptedException {
        var many = new LinkedHashMap<String, Object>();
        for (int i = 0; i < 4_000; i++) {
            many.put("s" + i, Map.of("image", "x", "depends_on", List.of("s" + (i + 1) % 4_000)));
        }
        var endless = web(Map.of("image", "x", "stop_grace_period", "1s".repeat(4_000)));
        var said = new ArrayList<String>();
        // a small stack, so that what takes a frame for each part would fail
        var thread = new Thread(
                null,
                () -> {
                    said.addAll(wrong(ComposeFile.read(tree(Map.of("services", many)), NONE, "s1")));
                    said.addAll(wrong(ComposeFile.read(endless, NONE, null)));
                },
                "small",
                256 << 10);
        thread.start();
        thread.join();
        assertThat(said)
                .containsExactly(
                        "services has more than 20 services",
                        "services.web.stop_grace_period must be a time like 10s or 1m30s, up to a day");
    }

    @Test
    void everythingThatIsObeyedIsInTheModel() {
        var web = Map.ofEntries(
                Map.entry("build", Map.of("context", "./app/", "args", Map.of("V", 1.10), "target", "run")),
                Map.entry("command", "serve --port '80 80'"),
                Map.entry("entrypoint", List.of("/bin/tool")),
                Map.entry("environment", List.of("A=1", "TOKEN", "C=$${x}")),
                Map.entry("healthcheck", Map.of("test", "true", "interval", "1m30s", "retries", 3)),
                Map.entry("user", "1000:1000"),
                Map.entry("read_only", true),
                Map.entry("tmpfs", "/run"),
                Map.entry("stop_grace_period", "500ms"),
                Map.entry("deploy", Map.of("resources", Map.of("limits", Map.of("memory", "64M", "cpus", "0.5")))));
        var service = Trees.web(
                accepted(ComposeFile.read(Trees.web(web), new ComposeVariables(Map.of(), Set.of("TOKEN")), null)));
        assertThat(service.build()).isEqualTo(new ComposeBuild("app", "Dockerfile", Map.of("V", "1.1"), "run"));
        assertThat(service.running().command()).containsExactly("serve", "--port", "80 80");
        assertThat(service.running().environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "TOKEN", "${TOKEN}", "C", "$${x}"));
        assertThat(service.running().memoryBytes()).isEqualTo(64L << 20);
        assertThat(service.running().cpus()).isEqualTo(0.5);
        assertThat(service.running().stopGraceMs()).isEqualTo(500);
        assertThat(service.healthcheck())
                .isEqualTo(new ServiceHealth(List.of("CMD-SHELL", "true"), 90_000L, null, 3, null));
        var started = StartedService.of(service, Map.of("TOKEN", "s3cret"));
        assertThat(started.process().environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "TOKEN", "s3cret", "C", "${x}"));
        assertThat(started.toString()).doesNotContain("s3cret");
    }
}
