package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.TarArchive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Build contexts that need no registry: {@code FROM scratch} with the machine's own static busybox. Every image is one of a kind;
 * its processes end at the first signal, because a first process in a container ignores the polite ones.
 */
public final class TestImages {
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private static final Path OLD_CADDY = Path.of("/usr/bin/caddy");
    /** Tells where a Caddy 2.8 or newer is; bin/test sees to it. */
    private static final String CADDY = "APPALOFT_TEST_CADDY";

    /** Value of the label {@code com.appaloft.test}, also on what a build leaves half done. */
    public static final String RUN = UUID.randomUUID().toString();

    private TestImages() {}

    /** Answers {@code GET /} with the text on port 8080, and anything else with 404. */
    public static TarArchive serving(String text) {
        return context(base() + """
                COPY www /www
                EXPOSE 8080
                CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
                """, Map.of("www/index.html", text));
    }

    /** Serves the text, and has a HEALTHCHECK of its own. */
    public static TarArchive servingWithHealthcheck(String text, boolean healthy) {
        return context(base() + """
                COPY www /www
                HEALTHCHECK --interval=1s --timeout=2s --retries=1 CMD ["/bin/busybox", "%s"]
                CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
                """.formatted(healthy ? "true" : "false"), Map.of("www/index.html", text));
    }

    /** Prints the line and exits. */
    public static TarArchive exiting(int exitCode, String line) {
        return script("echo '" + line + "'; exit " + exitCode);
    }

    /** Runs a shell script as its only process. */
    public static TarArchive script(String script) {
        return context(base() + """
                COPY run.sh /run.sh
                CMD ["/bin/busybox", "sh", "/run.sh"]
                """, Map.of("run.sh", script + "\n"));
    }

    /** As {@link #script}, and asked to stop by this signal. */
    public static TarArchive stoppedBy(String signal, String script) {
        return context(base() + """
                STOPSIGNAL %s
                COPY run.sh /run.sh
                CMD ["/bin/busybox", "sh", "/run.sh"]
                """.formatted(signal), Map.of("run.sh", script + "\n"));
    }

    /** A build with one more step, run by busybox's shell and never taken from the cache. */
    public static TarArchive building(String step) {
        return context(
                base() + "COPY step.sh /step.sh\nRUN [\"/bin/busybox\", \"sh\", \"/step.sh\"]\n",
                Map.of("step.sh", step + "\n# " + UUID.randomUUID() + "\n"));
    }

    /** A Caddy of today, as {@code caddy:2} is. */
    public static TarArchive caddy() {
        var cached = Path.of(System.getProperty("user.home"), ".cache/appaloft/caddy/caddy");
        return caddy(Path.of(Objects.requireNonNullElse(System.getenv(CADDY), cached.toString())));
    }

    /** One that is too old; bin/test installs it. */
    public static TarArchive oldCaddy() {
        return caddy(OLD_CADDY);
    }

    /** With the libraries that it needs. */
    private static TarArchive caddy(Path caddy) {
        var files = new LinkedHashMap<String, Path>();
        files.put("root/usr/bin/caddy", caddy);
        files.put("root/bin/rm", BUSYBOX);
        for (var library : List.of("libzstd.so.1", "libc.so.6", "libresolv.so.2")) {
            files.put("root/lib/x86_64-linux-gnu/" + library, Path.of("/lib/x86_64-linux-gnu", library));
        }
        files.put("root/lib64/ld-linux-x86-64.so.2", Path.of("/lib64/ld-linux-x86-64.so.2"));
        files.put("root/etc/ssl/certs/ca-certificates.crt", Path.of("/etc/ssl/certs/ca-certificates.crt"));
        var dockerfile = """
                FROM scratch
                LABEL com.appaloft.test="%s"
                COPY root /
                ENV GODEBUG=netdns=go HOME=/data
                """.formatted(RUN);
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8), 0644);
            for (var file : files.entrySet()) {
                add(tar, file.getKey(), Files.readAllBytes(file.getValue()), 0755);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "These tests need Caddy at " + caddy + ": run bin/test once, or set " + CADDY, e);
        }
        return () -> new ByteArrayInputStream(bytes.toByteArray());
    }

    private static String base() {
        return """
                FROM scratch
                LABEL com.appaloft.test="%s" com.appaloft.test.image="%s"
                COPY busybox /bin/busybox
                STOPSIGNAL SIGKILL
                """.formatted(RUN, UUID.randomUUID());
    }

    /** A tar of a Dockerfile, busybox, and these files. */
    public static TarArchive context(String dockerfile, Map<String, String> files) {
        var all = new LinkedHashMap<>(files);
        all.put("Dockerfile", dockerfile);
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "busybox", Files.readAllBytes(BUSYBOX), 0755);
            for (Map.Entry<String, String> file : all.entrySet()) {
                add(tar, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), 0644);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("These tests need busybox-static at " + BUSYBOX, e);
        }
        return () -> new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content, int mode) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
