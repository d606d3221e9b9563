package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.deployment.FailureCode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What engines were heard to say, and what it means. */
class EngineErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            registry-unreachable | Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused
            registry-unreachable | Get "https://gone.example/v2/": dial tcp: lookup gone.example on 10.0.0.1:53: no such host
            registry-unreachable | Get "https://not-found.example/v2/": net/http: TLS handshake timeout
            registry-unreachable | Get "https://r.example/v2/": x509: certificate signed by unknown authority
            registry-unreachable | Get "https://r.example/v2/": tls: failed to verify certificate: expired
            registry-unreachable | Get "https://r.example/v2/": http: server gave HTTP response to HTTPS client
            registry-unreachable | Get "https://r.example/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)
            registry-unreachable | Get "https://r.example/v2/": context deadline exceeded
            registry-unreachable | Get "https://r.example/v2/": EOF
            registry-unreachable | received unexpected HTTP status: 500 Internal Server Error
            registry-unreachable | error parsing HTTP 502 response body: invalid character: "<html>not found</html>"
            registry-unreachable | failed to resolve reference "r.example/app:1": unexpected status from HEAD request to https://r.example/v2/app/manifests/1: 503 Service Unavailable
            registry-unreachable | toomanyrequests: You have reached your pull rate limit.
            source-auth-failed   | Get "http://127.0.0.1:1/v2/app/manifests/1": unauthorized: authentication required
            source-auth-failed   | pull access denied for app, repository does not exist or may require 'docker login'
            image-not-found      | manifest for 127.0.0.1:5000/app:1 not found: manifest unknown: manifest unknown
            image-not-found      | manifest for r.example/app:500 not found: manifest unknown: manifest unknown
            disk-full            | write /var/lib/docker/tmp/GetImageBlob1: no space left on device
            unexpected           | something nobody has heard before
            """)
    void aRefusedPullHasTheCodeOfWhatWasSaid(String code, String words) {
        var failure = EngineErrors.pullRefused("127.0.0.1:5000/app:1", words);
        assertThat(failure.code())
                .as(words)
                .isEqualTo(FailureCode.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_')));
        assertThat(failure.evidence()).isEqualTo(words);
    }

    @Test
    void aBuildThatNeedsAnImageNobodyForesawSaysWhatToDo() {
        var words = "failed to solve with frontend dockerfile.v0: failed to create LLB definition: no active sessions";
        var failure = EngineErrors.refused(FailureCode.BUILD_FAILED, words, null);
        assertThat(failure.code()).isEqualTo(FailureCode.BUILD_FAILED);
        assertThat(failure.sentence()).contains("write its name out");
        assertThat(failure.evidence()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write /var/lib/docker/tmp/GetImageBlob471: no space left on device",
                "failed to register layer: Error processing tar file(exit status 1): write /usr/lib/x: no space left on device",
                "mkdir /var/lib/docker/overlay2/1f-init: No space left on device",
                "write /data/x: disk quota exceeded"
            })
    void aFullDiskIsSaidToBeFullWhateverWasUnderWay(String words) {
        for (var underWay : new FailureCode[] {FailureCode.BUILD_FAILED, FailureCode.START_FAILED}) {
            assertThat(EngineErrors.refused(underWay, words, null).code()).isEqualTo(FailureCode.DISK_FULL);
        }
        assertThat(EngineErrors.pullRefused("shop:v1", words).code()).isEqualTo(FailureCode.DISK_FULL);
    }
}
