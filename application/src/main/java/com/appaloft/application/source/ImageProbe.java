package com.appaloft.application.source;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.SourceProbe;
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
    public String look(Question question, Operation operation) {
        var source = question.source();
        var own = RegistryLogin.of(source.credentials(), question.credentials());
        var login = own == null ? question.logins().of(source.locator()) : own;
        return backends.of(question.server()).locate(question.server(), source.locator(), login, operation);
    }
}
