package com.appaloft.infrastructure.runtime.docker;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** As much of a registry as a pull needs, at an address where the engine allows plain HTTP, as it does on loopback. */
public final class TinyRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private static final int PIECE = 64 << 10;

    private final ServerSocket listener;
    private final Map<String, byte[]> content = new ConcurrentHashMap<>();
    private volatile boolean locked;
    private volatile boolean tokens;
    private volatile boolean unwell;
    private volatile boolean nonsense;
    private volatile boolean slow;
    private volatile String account = "nobody";

    TinyRegistry() throws IOException {
        this("127.0.0.1");
    }

    public TinyRegistry(String address) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName(address));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public String repository(String name) {
        return host() + "/" + name;
    }

    public String host() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** From now on nobody gets anything without credentials. */
    void lock() {
        locked = true;
    }

    /** From now on it asks everybody for a token, and gives one to everybody, as public registries do. */
    void askForTokens() {
        tokens = true;
    }

    /** From now on every answer is that it cannot answer. */
    void fallIll() {
        unwell = true;
    }

    /** From now on it sends about half a megabyte a second. */
    public void slowDown() {
        slow = true;
    }

    /** From now on it speaks neither TLS nor HTTP. */
    void talkNonsense() {
        nonsense = true;
    }

    /** From now on only who knows these gets anything. */
    public void lock(String user, String password) {
        account = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        locked = true;
    }

    /** Puts an image with one file of this text under the tag. @return its digest */
    String push(String name, String tag, String text) {
        return push(name, tag, tar(text), "{}");
    }

    /** Puts an image under the tag that serves this text at /index.html on port 8080. */
    public void pushSite(String name, String tag, String text) {
        try (var layer = TestImages.context("", Map.of("www/index.html", text)).open()) {
            push(name, tag, layer.readAllBytes(), """
                    {"Cmd": ["/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"], "ExposedPorts": {"8080/tcp": {}},
                     "StopSignal": "SIGKILL"}
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts an image of this layer under the tag. @return its digest */
    private String push(String name, String tag, byte[] tar, String runs) {
        byte[] layer = zipped(tar);
        byte[] config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":" + runs
                        + ",\"rootfs\":{\"type\":\"layers\","
                        + "\"diff_ids\":[\"" + digest(tar) + "\"]}}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] manifest = """
                {"schemaVersion":2,"mediaType":"%s",
                "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},
                "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}
                """.formatted(MANIFEST, config.length, digest(config), layer.length, digest(layer))
                .getBytes(StandardCharsets.UTF_8);
        content.put(digest(config), config);
        content.put(digest(layer), layer);
        content.put(name + ":" + tag, manifest);
        content.put(name + ":" + digest(manifest), manifest);
        return digest(manifest);
    }

    private void accept() {
        try {
            while (true) {
                Socket call = listener.accept();
                Thread.ofVirtual().start(() -> serve(call));
            }
        } catch (IOException e) {
            return;
        }
    }

    private void serve(Socket call) {
        try (call) {
            var in = new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.ISO_8859_1));
            int first = in.read();
            if (nonsense) {
                call.getOutputStream().write("nonsense\n".getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            if (first != 'G' && first != 'H') {
                // the engine tries TLS first; only a connection that ends at once makes it try without
                return;
            }
            String[] request = in.readLine().split(" ");
            boolean known = false;
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                known |= header.equalsIgnoreCase("Authorization: Basic " + account)
                        || tokens && header.equalsIgnoreCase("Authorization: Bearer anybody");
            }
            answer(call.getOutputStream(), first == 'H', request[1].replaceFirst("^/v2/", ""), known);
        } catch (IOException e) {
            return;
        }
    }

    private void answer(OutputStream out, boolean head, String path, boolean known) throws IOException {
        byte[] body = path.isEmpty()
                ? new byte[0]
                : content.get(path.replace("/manifests/", ":").replaceFirst(".*/blobs/", ""));
        if (path.startsWith("/token")) {
            send(
                    out,
                    head,
                    "200 OK\r\nContent-Type: application/json",
                    "{\"token\":\"anybody\"}".getBytes(StandardCharsets.UTF_8));
        } else if (tokens && !known) {
            var realm = "Bearer realm=\"http://" + host() + "/token\",service=\"tiny\"";
            send(out, head, "401 Unauthorized\r\nWWW-Authenticate: " + realm, error("UNAUTHORIZED"));
        } else if (unwell) {
            send(out, head, "500 Internal Server Error", error("UNKNOWN"));
        } else if (locked && !known) {
            send(out, head, "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"tiny\"", error("UNAUTHORIZED"));
        } else if (body == null) {
            send(out, head, "404 Not Found", error("MANIFEST_UNKNOWN"));
        } else {
            String type = path.contains("/manifests/") ? MANIFEST : "application/octet-stream";
            send(out, head, "200 OK\r\nContent-Type: " + type + "\r\nDocker-Content-Digest: " + digest(body), body);
        }
    }

    private static byte[] error(String code) {
        return ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\""
                        + code.toLowerCase(Locale.ROOT).replace('_', ' ') + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void send(OutputStream out, boolean head, String status, byte[] body) throws IOException {
        String headers = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        out.write(headers.getBytes(StandardCharsets.ISO_8859_1));
        for (int sent = 0; !head && sent < body.length; sent += PIECE) {
            out.write(body, sent, Math.min(PIECE, body.length - sent));
            out.flush();
            if (slow && sent + PIECE < body.length) {
                pause();
            }
        }
        out.flush();
    }

    private static void pause() {
        try {
            Thread.sleep(125);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
