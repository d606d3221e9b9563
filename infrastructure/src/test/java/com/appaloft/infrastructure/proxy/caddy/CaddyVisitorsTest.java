package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.infrastructure.runtime.docker.DockerForTests;
import com.appaloft.infrastructure.runtime.docker.TestImages;
import com.appaloft.infrastructure.testing.FreePorts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What visitors and workloads are shown of each other, by a workload that answers with what it was asked. */
class CaddyVisitorsTest {
    private static DockerForTests docker;
    private static CaddyUnderTest caddy;
    private static String workload;

    @BeforeAll
    static void open() throws IOException {
        docker = new DockerForTests();
        caddy = new CaddyUnderTest(docker, FreePorts.next(), FreePorts.next());
        caddy.proxy().bootstrap(docker.server(), Operation.quiet());
        var started = caddy.serving(new DeploymentId("dep_visited"), docker.image(TestImages.script(ANSWERING)));
        workload = started.name();
        caddy.proxy()
                .apply(
                        docker.server(),
                        List.of(new Route(
                                new SlotId("slot_edge"),
                                "shop.localhost",
                                started.deployment(),
                                caddy.proxy().upstream(docker.server(), started, 8080))));
    }

    @AfterAll
    static void close() throws IOException {
        docker.close();
        caddy.close();
    }

    /** Reads the head of a request, and so much of its body as that says. */
    private static final String ANSWERING = """
            B=/bin/busybox
            $B cat > /answer.sh <<'END'
            said=
            length=0
            while read -r line; do
              line=${line%%?}
              [ -n "$line" ] || break
              said="$said$line
            "
              case $line in Content-Length:*) length=${line#*: } ;; esac
            done
            printf 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%s' "$said"
            /bin/busybox head -c "$length"
            END
            exec $B nc -ll -p 8080 -e $B sh /answer.sh
            """;

    @Test
    void whoDoesNotKnowTheWordLearnsNothing() {
        var answer = visit("Appaloft-Probe: guessed\r\nAppaloft-Upstream: mine:80\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(head(answer)).doesNotContainIgnoringCase("appaloft").doesNotContain(workload);
        assertThat(answer).doesNotContain(docker.installation().value());
    }

    @Test
    void theWordIsNotPassedOn() {
        var answer = visit("Appaloft-Probe: " + docker.installation().value() + "\r\n");
        assertThat(head(answer)).containsIgnoringCase("Appaloft-Upstream: " + workload + ":8080");
        assertThat(answer.substring(head(answer).length()))
                .contains("Host: shop.localhost")
                .doesNotContain(docker.installation().value());
    }

    /** One question of the admin API, for who knows the word; nothing else of it, and nothing for anybody else. */
    @Test
    void nobodysNameLeadsToWhatIsUnderWayAndNowhereElse() {
        var word = "Appaloft-Probe: " + docker.installation().value() + "\r\n";
        var question = "GET " + CaddyRoutes.UNDER_WAY;
        assertThat(asked(question, word)).startsWith("HTTP/1.1 200").contains("num_requests");
        for (var other : List.of(
                "GET /config/",
                question + "/x",
                question + "/../../config/",
                "POST " + CaddyRoutes.UNDER_WAY,
                "POST /load",
                "POST /stop")) {
            assertThat(asked(other, word)).as(other).startsWith("HTTP/1.1 404");
        }
        assertThat(asked(question, "")).startsWith("HTTP/1.1 404");
        assertThat(asked(question, "Appaloft-Probe: guessed\r\n")).startsWith("HTTP/1.1 404");
        assertThat(caddy.visit("shop.localhost", question, word)).doesNotContain("num_requests");
        assertThat(caddy.log())
                .contains(CaddyRoutes.UNDER_WAY)
                .doesNotContain(docker.installation().value());
    }

    private static String asked(String request, String headers) {
        return caddy.visit(CaddyRoutes.NOBODY, request, headers);
    }

    /** Not with every Caddy: {@link CaddyVersion#losesBodies}. */
    @Test
    void whatIsSentWhileDataChangesHandsReachesTheWorkloadOnceItRuns() throws Exception {
        docker.docker().stopContainerCmd(workload).withTimeout(0).exec();
        var sending = CompletableFuture.supplyAsync(
                () -> caddy.visit("shop.localhost", "POST /", "Content-Length: 5\r\n\r\nwords"),
                Thread::startVirtualThread);
        assertThat(sending)
                .as("it waits")
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableOfType(TimeoutException.class);
        docker.docker().startContainerCmd(workload).exec();
        assertThat(sending.get(30, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200").contains("\r\nwords\r\n");
    }

    private static String visit(String headers) {
        return caddy.visit("shop.localhost", "GET /", headers);
    }

    private static String head(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n"));
    }
}
