package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.github.dockerjava.api.model.HostConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A real authority that gives certificates by ACME (RFC 8555): a second Caddy, in a container beside the proxy that asks it. */
public final class AcmeAuthority implements AutoCloseable {
    private static final String NAME = "acme.test";
    private static final String WORD = "changeit";
    private static final String CONFIG = """
            {"admin": {"disabled": true},
             "apps": {
               "http": {"servers": {"acme": {"listen": [":443"], "automatic_https": {"disable_redirects": true},
                 "routes": [{"match": [{"host": ["acme.test"]}], "handle": [{"handler": "acme_server", "lifetime": "%s"}]}]}}},
               "tls": {"automation": {"policies": [{"subjects": ["acme.test"], "issuers": [{"module": "internal"}]}]}},
               "pki": {"certificate_authorities": {"local": {"install_trust": false, "root": {
                 "certificate": "/root.pem", "private_key": "/root.key", "format": "pem_file"}}}}}}
            """;

    private final DockerForTests docker;
    private final Duration lifetime;
    private final String roots;
    private final String key;
    private String container = "";

    public AcmeAuthority(DockerForTests docker) {
        this(docker, Duration.ofHours(12));
    }

    /** @param lifetime of its certificates, which it says to have given a minute before it did */
    AcmeAuthority(DockerForTests docker, Duration lifetime) {
        this.docker = docker;
        this.lifetime = lifetime;
        try {
            var file = Files.createTempDirectory("appaloft-acme").resolve("root.p12");
            made(file);
            var store = KeyStore.getInstance(file.toFile(), WORD.toCharArray());
            this.roots = pem("CERTIFICATE", store.getCertificate("root").getEncoded());
            this.key =
                    pem("PRIVATE KEY", store.getKey("root", WORD.toCharArray()).getEncoded());
            Files.delete(file);
            Files.delete(file.getParent());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("an authority could not be made", e);
        }
    }

    private static void made(Path file) throws IOException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "root",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Authority of tests",
                        "-ext",
                        "bc:critical=ca:true",
                        "-ext",
                        "ku:critical=keyCertSign,cRLSign",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        WORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    /** What those have to believe who believe its certificates, in PEM. */
    public String roots() {
        return roots;
    }

    public String directory() {
        return "https://" + NAME + "/acme/local/directory";
    }

    /**
     * Starts it beside a proxy that runs.
     *
     * @param names that lead to the proxy, for all the authority knows
     */
    public void start(String proxy, List<String> names) {
        var networks = docker.docker()
                .inspectContainerCmd(proxy)
                .exec()
                .getNetworkSettings()
                .getNetworks();
        var network = networks.entrySet().iterator().next();
        var hosts = names.stream()
                .map(name -> name + ":" + network.getValue().getIpAddress())
                .toArray(String[]::new);
        container = docker.docker()
                .createContainerCmd(docker.image(TestImages.caddy()))
                .withCmd("caddy", "run", "--config", "/acme.json")
                .withLabels(Map.of(
                        "com.appaloft.installation", docker.installation().value()))
                .withAliases(NAME)
                .withHostConfig(HostConfig.newHostConfig()
                        .withNetworkMode(network.getKey())
                        .withExtraHosts(hosts))
                .exec()
                .getId();
        docker.docker()
                .copyArchiveToContainerCmd(container)
                .withRemotePath("/")
                .withTarInputStream(files())
                .exec();
        docker.docker().startContainerCmd(container).exec();
    }

    private InputStream files() {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var file : Map.of(
                            "acme.json",
                            CONFIG.formatted(lifetime.toSeconds() + "s"),
                            "root.pem",
                            roots,
                            "root.key",
                            key)
                    .entrySet()) {
                var content = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** It gives no certificates any more; what it gave stays good. */
    @Override
    public void close() {
        if (!container.isEmpty()) {
            docker.docker()
                    .removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
            container = "";
        }
    }
}
