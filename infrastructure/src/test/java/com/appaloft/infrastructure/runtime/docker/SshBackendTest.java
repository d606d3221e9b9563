package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.runtime.HostUnderTest;
import com.appaloft.application.runtime.RuntimeBackendContract;
import com.appaloft.infrastructure.ssh.RemoteHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same contract, on the engine of another machine that is reached over SSH and nothing else. */
class SshBackendTest extends RuntimeBackendContract {
    private static RemoteHost machine;
    private static DockerForTests docker;
    private static DockerHostUnderTest host;

    @BeforeAll
    static void open() {
        machine = new RemoteHost();
        docker = new DockerForTests(machine);
        host = new DockerHostUnderTest(docker, machine);
    }

    @AfterAll
    static void close() throws Exception {
        host.close();
        docker.close();
        machine.close();
    }

    @Override
    protected HostUnderTest host() {
        return host;
    }
}
