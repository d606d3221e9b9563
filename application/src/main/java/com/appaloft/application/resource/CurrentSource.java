package com.appaloft.application.resource;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceDeclarations;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.source.CurrentCredentials;
import com.appaloft.application.timing.Bounded;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.SourceSighting;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Reads, within a time limit, what the source of a resource declares now, opened by the secret it names. */
@Component
class CurrentSource {
    /** After this a source counts as not answering; a repository sends a whole commit until then. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private final UnitOfWork unitOfWork;
    private final Environments environments;
    private final CurrentCredentials credentials;
    private final SourceDeclarations declarations;

    CurrentSource(
            UnitOfWork unitOfWork,
            Environments environments,
            CurrentCredentials credentials,
            SourceDeclarations declarations) {
        this.unitOfWork = unitOfWork;
        this.environments = environments;
        this.credentials = credentials;
        this.declarations = declarations;
    }

    /** @throws BackendFailure where it cannot be read, or its declaration not be obeyed */
    SourceSighting declares(Resource resource) {
        var environment = unitOfWork.perform(() -> environments.get(resource.environmentId()));
        var source = resource.profile().source();
        var operation = Operation.quiet();
        return Bounded.within(LIMIT, () -> declarations.now(source, credentials.of(source, environment), operation))
                .orElseThrow(() -> {
                    operation.cancel();
                    return new BackendFailure(
                            FailureCode.SOURCE_NOT_FOUND,
                            "The source did not answer within " + LIMIT.toSeconds() + " seconds.");
                });
    }
}
