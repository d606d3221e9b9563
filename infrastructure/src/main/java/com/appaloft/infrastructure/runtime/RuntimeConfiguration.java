package com.appaloft.infrastructure.runtime;

import com.appaloft.application.port.StaticServer;
import com.appaloft.infrastructure.system.DataDirectory;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says whose objects are ours on every host, and what serves static sites there. */
@Configuration(proxyBeanMethods = false)
public class RuntimeConfiguration {
    /** Whoever writes into the data directory must wait for this: it may be the wrong one. */
    public static final String INSTALLATION = "installationId";

    private static final String CADDY = "caddy file-server --root {root} --listen :{port}";

    @Bean
    StaticServer staticServer(
            @Value("${appaloft.static-image:${APPALOFT_STATIC_IMAGE:}}") String image,
            @Value("${appaloft.static-command:${APPALOFT_STATIC_COMMAND:}}") String command) {
        return new StaticServer(
                image.isBlank() ? "caddy:2" : image.strip(),
                List.of((command.isBlank() ? CADDY : command.strip()).split(" +")));
    }

    @Bean(INSTALLATION)
    InstallationId installationId(JdbcClient jdbc, DataDirectory directory) {
        return new Belonging(jdbc, directory).agreed();
    }
}
