package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.runtime.HostUnderTest;
import com.appaloft.application.runtime.RuntimeBackendContract;
import com.appaloft.infrastructure.ssh.RemoteHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Every promise of a backend, kept through Docker's own program on the server. Each question starts that program, so it takes minutes
 * and is asked for by its name: {@code mvn -pl infrastructure -am -Dtest=ThroughStdio -Dsurefire.failIfNoSpecifiedTests=false test}.
 */
class ThroughStdio extends RuntimeBackendContract {
    private static RemoteHost machine;
    private static DockerForTests docker;
    private static DockerHostUnderTest host;

    @BeforeAll
    static void open() {
        machine = new RemoteHost(false);
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
