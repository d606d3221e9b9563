package com.appaloft.application.diagnosis;

import com.appaloft.application.diagnosis.Checkup.Question;
import com.appaloft.application.port.KnownDomains;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.server.Server;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks by which names a resource can be visited: first the one made for it, then those that people brought. */
@Component
class ResourceAccess {
    static final String GENERATED = "generated-access";

    private final UnitOfWork unitOfWork;
    private final KnownDomains known;
    private final AccessChecks checks;

    ResourceAccess(UnitOfWork unitOfWork, KnownDomains known, AccessChecks checks) {
        this.unitOfWork = unitOfWork;
        this.known = known;
        this.checks = checks;
    }

    Finding generated(Resource resource, Server server) {
        return visitedByName(resource)
                ? checks.generated(resource, server)
                : Finding.skipped(GENERATED, "The resource is not visited by name.");
    }

    /** Each domain by itself: one that nobody answers for hides none of the others. @param generated what was found of the name made for it */
    List<Question> ofDomains(Resource resource, Server server, Finding generated, Duration limit) {
        if (!visitedByName(resource)) {
            return List.of();
        }
        return unitOfWork.perform(() -> known.of(resource.id())).stream()
                .map(domain -> new Question(
                        name(domain),
                        limit,
                        () -> List.of(first(domain, checks.of(domain.host(), resource, server, generated)))))
                .toList();
    }

    /** What is wrong with it first, or that nothing is. */
    private static Finding first(CustomDomain domain, List<Finding> found) {
        var first = found.stream()
                .filter(finding -> finding.status() != Finding.Status.PASSED)
                .findFirst()
                .orElse(found.getLast());
        return new Finding(name(domain), first.status(), first.evidence(), first.advice(), first.code());
    }

    private static String name(CustomDomain domain) {
        return "domain " + domain.host();
    }

    private static boolean visitedByName(Resource resource) {
        return resource.profile().network().exposure() == Exposure.GENERATED;
    }
}
