package com.appaloft.infrastructure.runtime;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says whose objects are ours on every host. */
@Configuration(proxyBeanMethods = false)
public class RuntimeConfiguration {
    @Bean
    InstallationId installationId(
            @Value("${appaloft.installation:}") String given,
            @Value("${appaloft.data-dir:${APPALOFT_DATA_DIR:${user.home}/.appaloft}}") String dataDirectory) {
        return given.isBlank() ? InstallationId.in(Path.of(dataDirectory)) : new InstallationId(given);
    }
}
