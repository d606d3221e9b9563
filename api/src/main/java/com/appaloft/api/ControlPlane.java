package com.appaloft.api;

import java.security.Security;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The control plane: {@code appaloft serve}. */
@SpringBootApplication(scanBasePackages = "com.appaloft")
@EnableScheduling
public class ControlPlane {
    public static void main(String[] args) {
        askNamesAnew();
        var application = new SpringApplication(ControlPlane.class);
        application.setRegisterShutdownHook(true);
        application.run(args);
    }

    /** Where a name led half a minute ago is not told as where it leads. */
    private static void askNamesAnew() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }
}
