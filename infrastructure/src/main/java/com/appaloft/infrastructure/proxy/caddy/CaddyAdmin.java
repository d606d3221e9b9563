package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.infrastructure.runtime.docker.SocketHttp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/** Speaks to Caddy's admin API, one request on each connection. */
final class CaddyAdmin {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Connects to the admin socket. */
    @FunctionalInterface
    interface Door {
        Socket open() throws IOException;
    }

    /** It answered, but not what was asked for. */
    static final class Refused extends IOException {
        Refused(String words) {
            super(words);
        }
    }

    private final Door door;

    CaddyAdmin(Door door) {
        this.door = door;
    }

    /** Replaces all of its configuration; what is under way goes on by the one before. */
    void load(JsonNode config) throws IOException {
        var request = new BasicClassicHttpRequest("POST", "/load");
        request.setEntity(new ByteArrayEntity(JSON.writeValueAsBytes(config), ContentType.APPLICATION_JSON));
        send(request);
    }

    /** The part of its configuration at this path; null's node where there is none. */
    JsonNode config(String path) throws IOException {
        return send(new BasicClassicHttpRequest("GET", "/config" + path));
    }

    /** How many requests it has under way to this upstream. */
    int underWay(String upstream) throws IOException {
        for (var known : send(new BasicClassicHttpRequest("GET", "/reverse_proxy/upstreams"))) {
            if (known.path("address").asText().equals(upstream)) {
                return known.path("num_requests").asInt();
            }
        }
        return 0;
    }

    private JsonNode send(BasicClassicHttpRequest request) throws IOException {
        return Waiting.atMost(LONGEST, () -> answer(request));
    }

    private JsonNode answer(BasicClassicHttpRequest request) throws IOException {
        request.setAuthority(new URIAuthority(CaddyConfig.ORIGIN));
        try (var exchange = SocketHttp.send(door.open(), request)) {
            var words = exchange.body().readNBytes(LONGEST_ANSWER);
            if (exchange.response().getCode() >= 300) {
                throw new Refused("Caddy's admin API answered "
                        + exchange.response().getCode() + ": " + new String(words, StandardCharsets.UTF_8).strip());
            }
            return words.length == 0 ? JSON.nullNode() : JSON.readTree(words);
        }
    }
}
