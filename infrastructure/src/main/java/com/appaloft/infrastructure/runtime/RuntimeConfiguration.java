package com.appaloft.infrastructure.runtime;

import com.appaloft.infrastructure.system.DataDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says whose objects are ours on every host. */
@Configuration(proxyBeanMethods = false)
public class RuntimeConfiguration {
    /** Whoever writes into the data directory must wait for this: it may be the wrong one. */
    public static final String INSTALLATION = "installationId";

    @Bean(INSTALLATION)
    InstallationId installationId(JdbcClient jdbc, DataDirectory directory) {
        return new Belonging(jdbc, directory).agreed();
    }
}
