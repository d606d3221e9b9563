package com.appaloft.infrastructure.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import java.net.SocketTimeoutException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitErrorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:40473/x", "https://git.example.com/error-404.git"})
    void anAddressThatLooksLikeAnAnswerIsNone(String locator) throws Exception {
        var silence = new TransportException(
                new URIish(locator), "Connection time out: 127.0.0.1", new SocketTimeoutException("Read timed out"));
        assertThat(code(locator, silence)).isEqualTo(FailureCode.SOURCE_UNREACHABLE);
        var none = new NoRemoteRepositoryException(new URIish(locator), "not found");
        assertThat(code(locator, none)).isEqualTo(FailureCode.SOURCE_NOT_FOUND);
        var forbidden = new TransportException(new URIish(locator), "git-upload-pack not permitted on");
        assertThat(code(locator, forbidden)).isEqualTo(FailureCode.SOURCE_AUTH_FAILED);
    }

    private static FailureCode code(String locator, Exception thrown) {
        return ((BackendFailure) GitErrors.failure(locator, thrown)).code();
    }
}
