package com.appaloft.infrastructure.runtime;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Every backend there is, by its kind: being a bean is the registration. */
@Component
public class Backends implements RuntimeBackends {
    private final Map<String, RuntimeBackend> byKind = new TreeMap<>();

    public Backends(List<RuntimeBackend> backends) {
        for (RuntimeBackend backend : backends) {
            if (byKind.put(backend.kind(), backend) != null) {
                throw new IllegalStateException("two backends serve servers of kind " + backend.kind());
            }
        }
    }

    @Override
    public RuntimeBackend of(Server server) {
        RuntimeBackend backend = byKind.get(server.kind());
        if (backend == null) {
            throw new BackendFailure(
                    FailureCode.SERVER_UNREACHABLE,
                    "Nothing here reaches servers of kind " + server.kind() + "; known kinds: " + kinds() + ".");
        }
        return backend;
    }

    @Override
    public Set<String> kinds() {
        return Set.copyOf(byKind.keySet());
    }
}
