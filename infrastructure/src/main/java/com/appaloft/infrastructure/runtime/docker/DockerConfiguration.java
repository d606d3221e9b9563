package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.HostEvents;
import com.appaloft.application.port.ServerKeys;
import com.appaloft.application.port.Servers;
import com.appaloft.infrastructure.runtime.InstallationId;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the local engine and those of other machines; needs no engine to start. */
@Configuration(proxyBeanMethods = false)
public class DockerConfiguration {
    @Bean
    EngineSettings engineSettings(
            @Value("${appaloft.docker-host:${DOCKER_HOST:}}") String host,
            @Value("${appaloft.direct-port-host:127.0.0.1}") String directPortHost,
            @Value("${appaloft.stop-grace-seconds:10}") int stopGraceSeconds,
            @Value("${appaloft.classic-builder:false}") boolean classicBuilder) {
        return new EngineSettings(
                host.isBlank() ? "unix:///var/run/docker.sock" : host,
                directPortHost,
                stopGraceSeconds,
                classicBuilder);
    }

    @Bean(destroyMethod = "close")
    DockerBackend dockerBackend(InstallationId installation, EngineSettings settings, Clock clock) {
        return new DockerBackend(installation, settings, clock);
    }

    /** What serves a remote server's traffic listens on all of its addresses: nobody could reach it otherwise. */
    @Bean(destroyMethod = "close")
    DockerOverSsh dockerOverSsh(
            InstallationId installation, EngineSettings local, ServerKeys keys, Servers servers, Clock clock) {
        var settings = new EngineSettings(local.host(), "0.0.0.0", local.stopGraceSeconds(), local.classicBuilder());
        return new DockerOverSsh(installation, settings, keys, servers, clock);
    }

    @Bean(destroyMethod = "")
    HostEvents dockerEvents(DockerBackend backend) {
        return backend.events();
    }
}
