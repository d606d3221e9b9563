package com.appaloft.api;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says that the control plane serves and where, for people ({@code ready http://…}) and for the command line ({@code server.json}). */
@Component
class StartNotice {
    private final DataFolder data;
    private final PrintStream out = System.out;

    StartNotice(DataFolder data) {
        this.data = data;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) throws IOException {
        if (!(event.getApplicationContext() instanceof ServletWebServerApplicationContext context)
                || context.getWebServer() == null) {
            return;
        }
        var host = context.getEnvironment().getProperty("server.address", "127.0.0.1");
        var url = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + context.getWebServer().getPort();
        data.write("server.json", "{\"url\": \"" + url + "\"}\n");
        out.println("ready " + url);
        out.flush();
    }

    @PreDestroy
    void over() throws IOException {
        Files.deleteIfExists(file());
    }

    private Path file() {
        return data.path().resolve("server.json");
    }
}
