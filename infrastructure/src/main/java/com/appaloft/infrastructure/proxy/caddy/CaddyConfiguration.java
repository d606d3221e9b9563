package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.runtime.docker.EdgeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the proxies; none is started before it is needed. */
@Configuration(proxyBeanMethods = false)
class CaddyConfiguration {
    @Bean
    CaddyProxy caddyProxy(
            List<EdgeHost> hosts,
            InstallationId installation,
            @Value("${appaloft.proxy-image:caddy:2}") String image,
            @Value("${appaloft.proxy-address:127.0.0.1}") String localAddress,
            @Value("${appaloft.proxy-ports:80,443}") List<Integer> ports,
            @Value("${appaloft.proxy-folder:/var/lib/appaloft/edge}") String folder,
            Authority authority) {
        return new CaddyProxy(
                hosts,
                new CaddySettings(image, localAddress, ports.getFirst(), ports.getLast(), folder, authority),
                installation);
    }

    /** @param roots a file on this machine */
    @Bean
    Authority authority(
            @Value("${appaloft.acme-directory:}") String directory,
            @Value("${appaloft.acme-email:}") String email,
            @Value("${appaloft.acme-roots:}") String roots)
            throws IOException {
        return new Authority(directory, email, roots.isEmpty() ? "" : Files.readString(Path.of(roots)));
    }
}
