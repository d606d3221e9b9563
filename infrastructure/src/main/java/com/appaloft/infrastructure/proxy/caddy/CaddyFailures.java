package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.ssh.LinkLost;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says what keeps a proxy from doing its work. */
final class CaddyFailures {
    private CaddyFailures() {}

    static BackendFailure broken(LinkLost e) {
        return new BackendFailure(
                FailureCode.SERVER_UNREACHABLE, "The connection to the server broke.", e.getMessage(), e);
    }

    static BackendFailure notReady(String sentence, @Nullable IOException cause) {
        return new BackendFailure(
                FailureCode.PROXY_NOT_READY, sentence, cause == null ? null : cause.getMessage(), cause);
    }

    /** What keeps the proxy from being started is the proxy's, unless nobody can be asked. */
    static void starting(Runnable work) {
        try {
            work.run();
        } catch (BackendFailure e) {
            switch (e.code()) {
                case IMAGE_NOT_FOUND, REGISTRY_UNREACHABLE, SOURCE_AUTH_FAILED, START_FAILED, PORT_IN_USE, UNEXPECTED ->
                    throw new BackendFailure(
                            FailureCode.PROXY_NOT_READY,
                            "The proxy of the server cannot be started: " + e.sentence(),
                            e.evidence(),
                            e);
                default -> throw e;
            }
        }
    }
}
