package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** {@code docs/openapi.yaml} is what is served; write it with {@code -Dappaloft.docs.write=true}. */
class OpenApiDocTest {
    private static final Path FILE = Path.of("../docs/openapi.yaml");
    private final Door door = Door.open();

    @Test
    void theFileIsWhatIsServed() throws IOException {
        var served = served();
        if (Boolean.getBoolean("appaloft.docs.write")) {
            Files.writeString(FILE, served);
        }
        assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
                .as("docs/openapi.yaml is stale: run this test with -Dappaloft.docs.write=true")
                .isEqualTo(served);
    }

    @Test
    void itDescribesEveryRouteOfTheIssue() {
        var paths = door.send("GET", "/api/openapi.json", null).body();
        assertThat(paths.path("openapi").asString()).startsWith("3.1");
        assertThat(paths.path("paths").propertyNames())
                .contains(
                        "/api/deployments/{id}/recovery-readiness",
                        "/api/deployments/{id}/rollback",
                        "/api/deployments/{id}/retry",
                        "/api/deployments/{id}/cancel",
                        "/api/resources/{id}/redeploy",
                        "/api/resources/{id}/source/relink");
    }

    @Test
    void aCommandIsSaidToBeAcceptedAndACancelMayBeDoneAtOnce() {
        var paths = door.send("GET", "/api/openapi.json", null).body().path("paths");
        for (var command :
                List.of("/api/deployments", "/api/deployments/{id}/retry", "/api/deployments/{id}/rollback")) {
            assertThat(answers(paths, command)).containsExactly("202");
        }
        assertThat(answers(paths, "/api/deployments/{id}/cancel")).containsExactlyInAnyOrder("200", "202");
    }

    private static Collection<String> answers(JsonNode paths, String route) {
        return paths.path(route).path("post").path("responses").propertyNames().stream()
                .filter(status -> status.startsWith("2"))
                .toList();
    }

    private String served() {
        var answer = door.send("GET", "/api/openapi.json", null);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        Object all = new Yaml().load(answer.body().toString());
        if (all instanceof java.util.Map<?, ?> map) {
            map.remove("servers");
        }
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setSplitLines(false);
        return new Yaml(options).dump(sorted(all));
    }

    /** In the order of names, so that the file changes only where the interface does. */
    private static Object sorted(Object node) {
        if (node instanceof java.util.Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((name, value) -> sorted.put(String.valueOf(name), sorted(value)));
            return sorted;
        }
        if (node instanceof Iterable<?> list) {
            var items = new ArrayList<>();
            list.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return node;
    }
}
