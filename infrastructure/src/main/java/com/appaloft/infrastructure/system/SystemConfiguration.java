package com.appaloft.infrastructure.system;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Provides the clock, in UTC milliseconds, and the data directory. */
@Configuration(proxyBeanMethods = false)
class SystemConfiguration {
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    DataDirectory dataDirectory(Environment environment) {
        var named = environment.getProperty("APPALOFT_DATA_DIR", "");
        return DataDirectory.claim(
                named.isBlank() ? Path.of(System.getProperty("user.home"), ".appaloft") : Path.of(named));
    }
}
