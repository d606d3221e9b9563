package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.runtime.HostUnderTest;
import com.appaloft.application.runtime.RuntimeBackendContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, on the real engine. */
class DockerBackendTest extends RuntimeBackendContract {
    private static DockerForTests docker;
    private static DockerHostUnderTest host;

    @BeforeAll
    static void open() {
        docker = new DockerForTests();
        host = new DockerHostUnderTest(docker);
    }

    @AfterAll
    static void close() throws Exception {
        host.close();
        docker.close();
    }

    @Override
    protected HostUnderTest host() {
        return host;
    }
}
