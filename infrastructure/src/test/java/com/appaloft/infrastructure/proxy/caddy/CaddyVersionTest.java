package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaddyVersionTest {
    @ParameterizedTest
    @CsvSource({
        "v2.10.2 h1:g/gTYjGMD0dec+UgMw8SnfmJ3I9+M2TdvoRL/Ovu6U8=, 2.10.2, false",
        "2.11.2, 2.11.2, false",
        "v2.8.0, 2.8.0, false",
        "2.6.2, 2.6.2, true",
        "v2.7.6 h1:abc, 2.7.6, true",
        "v3.0.0, 3.0.0, false",
        "(devel), (devel), false"
    })
    void itIsReadFromWhatCaddySays(String said, String number, boolean tooOld) {
        assertThat(CaddyVersion.said(said).number()).isEqualTo(number);
        assertThat(CaddyVersion.said(said).tooOld()).isEqualTo(tooOld);
    }

    @ParameterizedTest
    @CsvSource({
        "2.8.0, true",
        "2.10.2, true",
        "2.11.0-beta.2, true",
        "2.11.1, true",
        "2.11.2, false",
        "2.11.10, false",
        "2.12.0, false",
        "(devel), false"
    })
    void whichLoseWhatIsSentWhileDataChangesHandsIsKnown(String number, boolean loses) {
        assertThat(new CaddyVersion(number).losesBodies()).isEqualTo(loses);
    }
}
