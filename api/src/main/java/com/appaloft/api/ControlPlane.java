package com.appaloft.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The control plane: {@code appaloft serve}. */
@SpringBootApplication(scanBasePackages = "com.appaloft")
@EnableScheduling
public class ControlPlane {
    public static void main(String[] args) {
        var application = new SpringApplication(ControlPlane.class);
        application.setRegisterShutdownHook(true);
        application.run(args);
    }
}
