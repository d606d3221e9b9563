package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Seen;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what the engine shows of the container that a proxy runs in. */
final class EdgeView {
    private EdgeView() {}

    static Seen seen(InspectContainerResponse container) {
        var http = published(container, 80);
        var https = published(container, 443);
        return new Seen(
                WorkloadView.running(container.getState()),
                Objects.requireNonNullElse(container.getConfig().getLabels(), Map.<String, String>of())
                        .getOrDefault(EdgeCreation.IMAGE, ""),
                http.map(b -> Integer.parseInt(b.getHostPortSpec())).orElse(0),
                https.map(b -> Integer.parseInt(b.getHostPortSpec())).orElse(0),
                http.map(b -> String.valueOf(b.getHostIp())).orElse(""));
    }

    private static Optional<Ports.Binding> published(InspectContainerResponse container, int port) {
        var bindings = container.getHostConfig().getPortBindings();
        return bindings == null
                ? Optional.empty()
                : Stream.of(bindings.getBindings().getOrDefault(ExposedPort.tcp(port), new Ports.Binding[0]))
                        .findFirst();
    }
}
