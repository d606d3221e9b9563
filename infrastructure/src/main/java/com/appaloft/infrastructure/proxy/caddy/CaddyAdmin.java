package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.runtime.docker.SocketHttp;
import com.appaloft.infrastructure.ssh.LinkLost;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/** Speaks to Caddy's admin API at its socket, one request on each connection. */
final class CaddyAdmin implements CaddyControl {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Connects to the admin socket. */
    @FunctionalInterface
    interface Door {
        Socket open() throws IOException;
    }

    private final Door door;

    CaddyAdmin(Door door) {
        this.door = door;
    }

    @Override
    public void load(JsonNode config) throws IOException {
        var request = new BasicClassicHttpRequest("POST", "/load");
        request.setEntity(new ByteArrayEntity(JSON.writeValueAsBytes(config), ContentType.APPLICATION_JSON));
        send(request);
    }

    @Override
    public JsonNode config() throws IOException {
        return send(new BasicClassicHttpRequest("GET", "/config/"));
    }

    @Override
    public OptionalInt underWay(String upstream) throws IOException {
        var upstreams = send(new BasicClassicHttpRequest("GET", CaddyRoutes.UNDER_WAY));
        return OptionalInt.of(CaddyControl.counted(upstreams, upstream));
    }

    private JsonNode send(BasicClassicHttpRequest request) throws IOException {
        return Waiting.atMost(LONGEST, () -> answer(request));
    }

    private JsonNode answer(BasicClassicHttpRequest request) throws IOException {
        request.setAuthority(new URIAuthority(CaddyConfig.ORIGIN));
        try (var exchange = SocketHttp.send(opened(), request)) {
            var words = exchange.body().readNBytes(LONGEST_ANSWER);
            if (exchange.response().getCode() >= 300) {
                throw new Refused(
                        exchange.response().getCode() + ": " + new String(words, StandardCharsets.UTF_8).strip());
            }
            return words.length == 0 ? JSON.nullNode() : JSON.readTree(words);
        }
    }

    /** That the way to the server broke is no reason to come another way. */
    private Socket opened() throws IOException {
        try {
            return door.open();
        } catch (LinkLost e) {
            throw e;
        } catch (IOException e) {
            throw new NoWay(e);
        } catch (BackendFailure e) {
            if (e.code() == FailureCode.SERVER_UNREACHABLE) {
                throw e;
            }
            throw new NoWay(e);
        }
    }
}
