package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeBackend;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.infrastructure.testing.FreePorts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One control plane for all tests of the door: everything real but the host, which is in memory. */
final class Door {
    static final String TOKEN = "the-token-of-the-door-tests";
    static final String SECRET_CAUSE = "hidden-in-the-cause";
    static final FakeBackend HOST = new FakeBackend("fake");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> RECORDED =
            List.of("domain_event", "work_queue", "idempotency_receipt", "environment_secret");

    private static Door open;

    final int port = FreePorts.next();
    final Path data;
    final ConfigurableApplicationContext context;
    final String project;
    final String environment;
    final String server;
    final String resource;
    final String other;
    final String succeeded;
    private final HttpClient http = HttpClient.newHttpClient();

    /** What the tests need inside. */
    static class Inside {
        @Bean
        FakeBackend fakeHost() {
            return HOST;
        }

        /** A request with this header fails as none should. */
        @Bean
        WebMvcConfigurer breaks() {
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(new HandlerInterceptor() {
                        @Override
                        public boolean preHandle(
                                HttpServletRequest request, HttpServletResponse response, Object handler) {
                            if (request.getHeader("X-Break") != null) {
                                throw new IllegalStateException(SECRET_CAUSE);
                            }
                            return true;
                        }
                    });
                }
            };
        }
    }

    record Answer(int status, String contentType, JsonNode body, Map<String, List<String>> headers) {
        String text(String field) {
            return body.path(field).asString("");
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    static synchronized Door open() {
        if (open == null) {
            open = new Door();
        }
        return open;
    }

    private Door() {
        try {
            data = Files.createTempDirectory("appaloft-door");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context = new SpringApplicationBuilder(ControlPlane.class, Inside.class)
                .run("--APPALOFT_DATA_DIR=" + data, "--APPALOFT_HTTP_PORT=" + port, "--APPALOFT_ADMIN_TOKEN=" + TOKEN);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        HOST.image("door:v1", FakeImage.serving());
        project = created("/api/projects", Map.of("name", "door"));
        environment =
                created("/api/environments", Map.of("projectId", project, "name", "production", "kind", "production"));
        server = created("/api/servers", Map.of("name", "memory", "kind", "fake"));
        resource = newResource("one");
        other = newResource("two");
        succeeded = deployed(resource);
    }

    String newResource(String name) {
        return created(
                "/api/resources",
                Map.of(
                        "projectId", project,
                        "environmentId", environment,
                        "serverId", server,
                        "name", name,
                        "source", Map.of("kind", "docker-image", "locator", "door:v1"),
                        "health", Map.of("type", "none")));
    }

    String deployed(String resource) {
        var accepted = send("POST", "/api/deployments", Map.of("resourceId", resource));
        assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> idle(resource));
        return accepted.text("id");
    }

    /** Nothing of the resource is under way, so nothing is recorded of it by itself. */
    boolean idle(String resource) {
        boolean free = send("GET", "/api/resources/" + resource, null)
                .body()
                .path("activeDeploymentId")
                .isMissingNode();
        return free && rows("work_queue") == 0;
    }

    Answer send(String method, String path, Object body, String... headers) {
        return raw(method, path, body == null ? null : JSON.writeValueAsString(body), headers);
    }

    Answer raw(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(40))
                .header("Content-Type", "application/json")
                .setHeader("Authorization", "Bearer " + TOKEN)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return answered(request.build());
    }

    Answer answered(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            var type = response.headers().firstValue("Content-Type").orElse("");
            var text = response.body();
            var body = type.contains("json") && !text.isBlank() ? JSON.readTree(text) : JSON.stringNode(text);
            return new Answer(
                    response.statusCode(), type, body, response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String created(String path, Object body) {
        var answer = send("POST", path, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.text("id");
    }

    /** How much was ever recorded, once nothing is under way; a refused request leaves it as it was. */
    long recorded() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rows("work_queue") == 0);
        return RECORDED.stream().mapToLong(this::rows).sum();
    }

    JdbcClient database() {
        return context.getBean(JdbcClient.class);
    }

    private long rows(String table) {
        return database().sql("select count(*) from " + table).query(Long.class).single();
    }

    private void close() {
        context.close();
        try (var files = Files.walk(data)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // a temporary folder that stays is no failure of the tests
        }
    }
}
