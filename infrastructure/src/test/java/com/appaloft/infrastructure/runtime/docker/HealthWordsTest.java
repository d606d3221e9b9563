package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.execution.SecretMask;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.command.HealthState;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a health check printed is cut somewhere; of a secret that stood there no telling part is shown. Secrets are of small letters. */
class HealthWordsTest {
    private static final String SECRET = "correcthorsebattery";
    private static final SecretMask MASK = new SecretMask(List.of(SECRET));

    @Test
    void aSecretThatIsCutInTheWordsOfAHealthcheckIsHidden() {
        assertThat(everyCutAt(200)).allSatisfy(printed -> {
            var health = new JsonMapper()
                    .convertValue(
                            Map.of("Status", "unhealthy", "Log", List.of(Map.of("ExitCode", 1, "Output", printed))),
                            HealthState.class);
            hidden("SAYS" + HealthProbes.lastWords(health));
        });
    }

    @Test
    void aSecretThatIsCutInTheWordsOfACommandIsHidden() {
        assertThat(everyCutAt(200)).allSatisfy(printed -> {
            var said = new StringBuilder();
            ExecProbe.keep(said, printed);
            ExecProbe.keep(said, "NEXT");
            hidden(ExecProbe.answer(1L, said.toString()).detail());
        });
    }

    /** With every beginning of the secret before the cut. */
    private static List<String> everyCutAt(int length) {
        return IntStream.rangeClosed(0, SECRET.length())
                .mapToObj(kept -> "X".repeat(length - kept) + SECRET + "REST")
                .toList();
    }

    private static void hidden(String detail) {
        var ours = detail.replace("exit code", "EXIT CODE").replace("Exit code", "EXIT CODE");
        assertThat(MASK.mask(ours)).doesNotContainPattern("[a-z]{6}");
    }
}
