package com.appaloft.cli.server;

import com.appaloft.cli.http.Api;
import com.appaloft.cli.http.Connection;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.Session;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks a server of its own once, so that the launcher can record what a command loads and start the next ones faster. */
@Command(name = "rehearse", hidden = true)
public final class Rehearsal implements Callable<Integer> {
    private static final byte[] ANSWER =
            "{\"items\":[{\"id\":\"res_1\",\"name\":\"hello\",\"version\":1}]}".getBytes(StandardCharsets.UTF_8);

    @Mixin
    private @Nullable Session session;

    @Override
    public Integer call() throws IOException {
        if (session == null) {
            throw new IllegalStateException("a command has a session");
        }
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort();
            var api = new Api(Connection.from(Map.of("APPALOFT_URL", url, "APPALOFT_TOKEN", "rehearsal")));
            session.screen().rows(api.get(Route.to("resources")).json(), "id", "name");
            session.screen()
                    .facts(api.post(
                                    Route.to("resources"),
                                    Map.of(),
                                    api.get(Route.to("resources")).json())
                            .json());
            return ExitCode.DONE;
        } finally {
            server.stop(0);
        }
    }
}
