package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.Operation;
import com.appaloft.application.runtime.WorkloadSpecs;
import com.appaloft.domain.shared.DeploymentId;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What prints without ever ending its line, on the real engine: the line is kept to its limit, and so is the memory it takes. */
class EndlessLinesTest {
    private static final int MEGABYTES = Integer.getInteger("appaloft.line.megabytes", 16);

    private DockerForTests docker;

    @BeforeEach
    void open() {
        docker = new DockerForTests();
    }

    @AfterEach
    void close() throws Exception {
        docker.close();
    }

    /** A gigabyte takes minutes: {@code -Dappaloft.line.megabytes=1024}. BuildKit cuts what a step prints on its own, the older builder hands out everything. */
    @Test
    void aBuildIsReadToItsEnd() throws Exception {
        try (var classic = new DockerForTests(true)) {
            for (var builder : List.of(docker, classic)) {
                var lines = new ArrayList<String>();
                var context = TestImages.context(
                        "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \""
                                + printing(MEGABYTES) + "; echo after-" + builder.unique() + "\"]\n",
                        Map.of());
                builder.backend()
                        .build(
                                builder.server(),
                                context,
                                "Dockerfile",
                                true,
                                Map.of(),
                                new Operation((stream, line) -> lines.add(line)));
                assertThat(lines).hasSizeLessThan(200).allMatch(line -> line.length() <= LineSplitter.LONGEST);
            }
        }
    }

    @Test
    void theLastLinesOfAWorkloadAreFewAndShort() {
        var image = docker.image(TestImages.script(printing(4) + "; echo; echo after; sleep 1000"));
        var workload = docker.backend()
                .start(
                        docker.server(),
                        WorkloadSpecs.trial(image, new DeploymentId("dep_" + docker.unique()))
                                .spec(),
                        Operation.quiet());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            var lines = docker.backend().lastLines(docker.server(), workload.name(), 50);
            long taken = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(lines).endsWith("after").hasSizeLessThanOrEqualTo(50);
            assertThat(lines).allMatch(line -> line.length() <= LineSplitter.LONGEST);
            assertThat(taken).isLessThan(8 << 20);
        });
    }

    private static String printing(int megabytes) {
        return "/bin/busybox yes x | /bin/busybox tr -d '\\\\n' | /bin/busybox head -c " + ((long) megabytes << 20);
    }
}
