package com.appaloft.api.problem;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Tomcat answer with problems where it answers by itself. */
@Configuration(proxyBeanMethods = false)
class TomcatErrors {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> earlyErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(EarlyErrors.class.getName());
                host.getPipeline().addValve(new EarlyErrors());
            }
        });
    }
}
