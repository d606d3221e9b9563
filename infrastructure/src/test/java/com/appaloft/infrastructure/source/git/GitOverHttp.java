package com.appaloft.infrastructure.source.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** A git host on loopback: {@code /repository} is there, {@code /moved} leads elsewhere, anything else is not found. */
final class GitOverHttp implements AutoCloseable {
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Repository repository;
    private volatile @Nullable String account;
    private volatile String elsewhere = "";

    GitOverHttp(Repository repository) throws IOException {
        this.repository = repository;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String address(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    /** From now on only this {@code user:password} is let in. */
    void lock(String userAndPassword) {
        account = userAndPassword;
    }

    void moveTo(String address) {
        elsewhere = address;
    }

    private void serve(HttpExchange call) throws IOException {
        try (call) {
            var authorization = call.getRequestHeaders().getFirst("Authorization");
            if (authorization != null) {
                authorizations.add(authorization);
            }
            var path = call.getRequestURI().getPath();
            if (path.startsWith("/moved")) {
                call.getResponseHeaders()
                        .set(
                                "Location",
                                elsewhere + "/info/refs?" + call.getRequestURI().getQuery());
                call.sendResponseHeaders(302, -1);
            } else if (!path.startsWith("/repository/")) {
                call.sendResponseHeaders(404, -1);
            } else if (account != null && !basic(account).equals(authorization)) {
                call.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                call.sendResponseHeaders(401, -1);
            } else {
                talk(call, path.endsWith("/info/refs"));
            }
        }
    }

    private void talk(HttpExchange call, boolean refs) throws IOException {
        var pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        var protocol = call.getRequestHeaders().getFirst("Git-Protocol");
        if (protocol != null) {
            pack.setExtraParameters(List.of(protocol.split(":")));
        }
        call.getResponseHeaders()
                .set("Content-Type", "application/x-git-upload-pack-" + (refs ? "advertisement" : "result"));
        InputStream body = "gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(call.getRequestBody())
                : call.getRequestBody();
        call.sendResponseHeaders(200, 0);
        try (var out = call.getResponseBody()) {
            if (refs) {
                var lines = new PacketLineOut(out);
                lines.writeString("# service=git-upload-pack\n");
                lines.end();
                pack.sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(lines));
            } else {
                pack.upload(body, out, null);
            }
        }
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
