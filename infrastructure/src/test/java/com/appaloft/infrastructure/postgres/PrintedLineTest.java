package com.appaloft.infrastructure.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.execution.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedLineTest {
    private static final String SECRET = "correcthorsebatterystaple";
    private static final SecretMask MASK = new SecretMask(List.of(SECRET));

    @Test
    void aControlCharacterInsideASecretDoesNotSaveItFromTheMask() {
        assertThat(clean("key=correcthorse\u0007batterystaple.")).isEqualTo("key=••••.");
    }

    @ParameterizedTest
    @ValueSource(ints = {4070, 4080, 4090, 4092, 4095, 65_520, 65_530})
    void aSecretWhereTheLineIsCutIsHiddenBeforeItIsCut(int before) {
        var kept = clean("X".repeat(before) + SECRET + "X".repeat(5_000));
        assertThat(kept).doesNotContainPattern("[a-z]{3}");
        assertThat(kept.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(PrintedLine.MAX_BYTES);
    }

    private static String clean(String raw) {
        return PrintedLine.clean(raw, MASK::mask);
    }
}
