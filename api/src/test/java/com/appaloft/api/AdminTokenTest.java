package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.infrastructure.testing.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The admin token over three starts: generated, replaced, remembered by its hash alone. */
class AdminTokenTest {
    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void isGeneratedOnceThenReplacedByTheGivenOneAndRemembered() throws Exception {
        var printed = started("", port -> {
            var generated = Files.readString(file()).strip();
            assertThat(generated).hasSizeGreaterThan(40);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
            assertThat(status(port, generated)).isEqualTo(200);
            assertThat(status(port, "")).isEqualTo(401);
        });
        var generated = Files.readString(file()).strip();
        assertThat(printed).containsOnlyOnce(generated).contains("ready http://127.0.0.1:");
        var again = started("given-by-hand", port -> {
            assertThat(status(port, "given-by-hand")).isEqualTo(200);
            assertThat(status(port, generated)).isEqualTo(401);
            assertThat(Files.exists(file())).isFalse();
        });
        assertThat(again).doesNotContain("given-by-hand").doesNotContain(generated);
        var third =
                started("", port -> assertThat(status(port, "given-by-hand")).isEqualTo(200));
        assertThat(third).doesNotContain("token");
        assertThat(Files.exists(data.resolve("server.json"))).isFalse();
    }

    private interface Look {
        void at(int port) throws Exception;
    }

    /** @return what it printed */
    private String started(String token, Look look) throws Exception {
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int port = FreePorts.next();
        try (var context = new SpringApplicationBuilder(ControlPlane.class)
                .run(
                        "--APPALOFT_DATA_DIR=" + data,
                        "--APPALOFT_HTTP_PORT=" + port,
                        "--APPALOFT_ADMIN_TOKEN=" + token)) {
            look.at(port);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private int status(int port, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/projects"))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private Path file() {
        return data.resolve("admin-token");
    }
}
