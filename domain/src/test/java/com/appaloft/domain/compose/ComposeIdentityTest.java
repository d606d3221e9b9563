package com.appaloft.domain.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ComposeIdentityTest {
    private static final Map<String, ?> FILE = Map.of(
            "services",
            Map.of(
                    "web",
                    Map.of(
                            "image",
                            "web:1",
                            "environment",
                            Map.of("A", "1", "B", "2", "C", "3"),
                            "labels",
                            Map.of("x", "1", "y", "2"),
                            "depends_on",
                            Map.of("db", Map.of("condition", "service_healthy"), "cache", Map.of())),
                    "db",
                    Map.of("image", "db:1", "healthcheck", Map.of("test", "ok", "interval", "2s", "retries", 3)),
                    "cache",
                    Map.of("image", "cache:1", "command", List.of("run", "fast"))));
    private static final Map<String, String> IMAGES = Map.of("web", "sha256:a", "db", "sha256:b", "cache", "sha256:c");

    @Property(tries = 200)
    void theOrderInWhichKeysAreWrittenIsNoPartOfTheIdentity(@ForAll long seed) {
        assertThat(identity(shuffled(FILE, new Random(seed)), IMAGES)).isEqualTo(identity(FILE, IMAGES));
    }

    @Property(tries = 200)
    void whateverElseIsWrittenIs(@ForAll long seed) {
        var random = new Random(seed);
        if (random.nextInt(4) == 0) {
            var images = new HashMap<>(IMAGES);
            images.put("db", "sha256:other" + seed);
            assertThat(identity(FILE, images)).isNotEqualTo(identity(FILE, IMAGES));
        } else {
            var environment = Map.of("A", "1", "B", "2", "C", "3" + Math.abs(seed));
            var services = new HashMap<String, Object>(services());
            services.put("cache", Map.of("image", "cache:1", "environment", environment));
            assertThat(identity(Map.of("services", services), IMAGES)).isNotEqualTo(identity(FILE, IMAGES));
        }
    }

    @Property(tries = 100)
    void wordsThatRunTogetherAreNotTheSame(@ForAll("words") String one, @ForAll("words") String other) {
        var apart = Map.of("services", Map.of("web", Map.of("image", "w", "command", List.of(one, other))));
        var together = Map.of("services", Map.of("web", Map.of("image", "w", "command", List.of(one + other))));
        var swapped = Map.of("services", Map.of("web", Map.of("image", "w", "entrypoint", List.of(one, other))));
        assertThat(List.of(identity(apart, Map.of()), identity(together, Map.of()), identity(swapped, Map.of())))
                .doesNotHaveDuplicates();
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> words() {
        return net.jqwik.api.Arbitraries.strings()
                .withChars("a:[]1, ")
                .ofMinLength(1)
                .ofMaxLength(6);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> services() {
        return (Map<String, ?>) FILE.get("services");
    }

    private static String identity(Map<String, ?> file, Map<String, String> images) {
        return Trees.accepted(ComposeFile.read(Trees.tree(file), Trees.NONE, "web"))
                .canonical(images);
    }

    private static Map<String, Object> shuffled(Map<?, ?> map, Random random) {
        var keys = new ArrayList<Object>(map.keySet());
        Collections.shuffle(keys, random);
        var shuffled = new LinkedHashMap<String, Object>();
        keys.forEach(key -> shuffled.put(
                key.toString(), map.get(key) instanceof Map<?, ?> inner ? shuffled(inner, random) : map.get(key)));
        return shuffled;
    }
}
