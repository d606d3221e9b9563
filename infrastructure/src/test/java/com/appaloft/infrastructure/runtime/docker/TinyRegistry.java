package com.appaloft.infrastructure.runtime.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** As much of a registry as a pull needs, on loopback, where the engine allows plain HTTP. */
final class TinyRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private final HttpServer http;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private volatile boolean locked;

    TinyRegistry() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v2/", this::answer);
        http.start();
    }

    String repository(String name) {
        return "127.0.0.1:" + http.getAddress().getPort() + "/" + name;
    }

    /** From now on nobody gets anything without credentials. */
    void lock() {
        locked = true;
    }

    /** Puts an image with one file of this text under the tag. @return its digest */
    String push(String name, String tag, String text) {
        byte[] tar = tar(text);
        byte[] layer = zipped(tar);
        byte[] config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                        + "\"diff_ids\":[\"" + digest(tar) + "\"]}}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] manifest = """
                {"schemaVersion":2,"mediaType":"%s",
                "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},
                "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}
                """.formatted(MANIFEST, config.length, digest(config), layer.length, digest(layer))
                .getBytes(StandardCharsets.UTF_8);
        blobs.put(digest(config), config);
        blobs.put(digest(layer), layer);
        manifests.put(name + ":" + tag, manifest);
        manifests.put(name + ":" + digest(manifest), manifest);
        return digest(manifest);
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath().substring("/v2/".length());
        if (locked) {
            call.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"tiny\"");
            send(call, 401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}".getBytes(StandardCharsets.UTF_8));
        } else if (path.isEmpty()) {
            send(call, 200, new byte[0]);
        } else if (path.contains("/manifests/")) {
            found(call, MANIFEST, manifests.get(path.replace("/manifests/", ":")));
        } else {
            found(call, "application/octet-stream", blobs.get(path.substring(path.lastIndexOf('/') + 1)));
        }
    }

    private static void found(HttpExchange call, String type, byte[] body) throws IOException {
        if (body == null) {
            send(call, 404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        call.getResponseHeaders().add("Content-Type", type);
        call.getResponseHeaders().add("Docker-Content-Digest", digest(body));
        send(call, 200, body);
    }

    private static void send(HttpExchange call, int status, byte[] body) throws IOException {
        boolean head = call.getRequestMethod().equals("HEAD");
        if (head) {
            call.getResponseHeaders().add("Content-Length", Integer.toString(body.length));
        }
        call.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            call.getResponseBody().write(body);
        }
        call.close();
    }

    private static byte[] tar(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("text");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(byte[] bytes) {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
