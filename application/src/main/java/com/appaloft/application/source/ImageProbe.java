package com.appaloft.application.source;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.SourceProbe;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.source.Source;
import org.springframework.stereotype.Component;

/** Asks the server's engine, and through it the registry, for an image; pulls nothing. */
@Component
class ImageProbe implements SourceProbe {
    private final RuntimeBackends backends;

    ImageProbe(RuntimeBackends backends) {
        this.backends = backends;
    }

    @Override
    public String kind() {
        return "docker-image";
    }

    @Override
    public String look(Server server, Source source, Operation operation) {
        return backends.of(server).locate(server, source.locator(), operation);
    }
}
