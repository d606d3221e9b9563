package com.appaloft.application.diagnosis;

import com.appaloft.application.port.KnownDomains;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.server.Server;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks by which names a resource can be visited: first the one made for it, then those that people brought. */
@Component
class ResourceAccess {
    private final UnitOfWork unitOfWork;
    private final KnownDomains known;
    private final AccessChecks checks;

    ResourceAccess(UnitOfWork unitOfWork, KnownDomains known, AccessChecks checks) {
        this.unitOfWork = unitOfWork;
        this.known = known;
        this.checks = checks;
    }

    /** Of each domain what is wrong with it first, or that nothing is. */
    List<Finding> of(Resource resource, Server server) {
        if (resource.profile().network().exposure() != Exposure.GENERATED) {
            return List.of(Finding.skipped("generated-access", "The resource is not visited by name."));
        }
        var all = new ArrayList<Finding>();
        var generated = checks.generated(resource, server);
        all.add(generated);
        for (var domain : unitOfWork.perform(() -> known.of(resource.id()))) {
            var found = checks.of(domain.host(), resource, server, generated);
            var first = found.stream()
                    .filter(finding -> finding.status() != Finding.Status.PASSED)
                    .findFirst()
                    .orElse(found.getLast());
            all.add(new Finding(
                    "domain " + domain.host(), first.status(), first.evidence(), first.advice(), first.code()));
        }
        return List.copyOf(all);
    }
}
