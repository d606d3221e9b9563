package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.infrastructure.runtime.docker.EdgeContainer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Tells Caddy by its own command inside its container: its admin socket is its user's alone, and who logs in to a server may be another,
 * or may not be let to sockets at all. What it does is what it has kept for its next start; what is under way it tells a visitor who
 * knows the word.
 */
final class CaddyCommands implements CaddyControl {
    /** Where Caddy keeps what it was told last. */
    private static final String KEPT = "/config/caddy/autosave.json";

    private static final String NEXT = "/appaloft-next.json";
    private static final List<String> RELOAD =
            List.of("caddy", "reload", "--config", NEXT, "--address", CaddyConfig.ADMIN);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EdgeContainer container;
    private final CaddyVisits visits;

    CaddyCommands(EdgeContainer container, CaddyVisits visits) {
        this.container = container;
        this.visits = visits;
    }

    @Override
    public void load(JsonNode config) throws IOException {
        var said = Waiting.atMost(LONGEST, () -> {
            container.write("/", Map.of(NEXT, config.toString()));
            return container.run(RELOAD);
        });
        if (!said.well()) {
            throw new Refused(said.output());
        }
    }

    @Override
    public JsonNode config() throws IOException {
        visits.mustBeAnswered(container);
        var kept = container.read(KEPT).get(KEPT);
        return kept == null ? NullNode.getInstance() : JSON.readTree(kept);
    }

    @Override
    public OptionalInt underWay(String upstream) throws IOException {
        return visits.underWay(container, upstream);
    }
}
