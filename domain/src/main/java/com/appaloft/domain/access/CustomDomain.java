package com.appaloft.domain.access;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A name that people brought themselves, and whose it is.
 *
 * @param verifiedAt when it was first seen to lead to the server of its resource; absent until then
 * @param securedAt since when visitors are led to TLS, where a certificate was seen that browsers believe; absent until then
 * @param removed whether it is nobody's now
 */
public record CustomDomain(
        HostName host,
        ResourceId resource,
        Instant addedAt,
        @Nullable Instant verifiedAt,
        @Nullable Instant securedAt,
        boolean removed) {
    /** A name leads to one resource only; asking again for what is so already changes nothing. */
    public static Decision<CustomDomainEvent> add(
            @Nullable CustomDomain now, HostName host, ResourceId resource, Instant at) {
        if (now == null || now.removed) {
            return Decision.accept(new CustomDomainEvent.Added(host.id(), resource, host.value(), at));
        }
        return now.resource.equals(resource)
                ? Decision.accept()
                : Decision.refuse(Problem.of(
                        ProblemCode.DOMAIN_TAKEN,
                        "The domain " + host + " leads to the resource " + now.resource
                                + " already; remove it there first."));
    }

    /** It leads to the server now; said once. */
    public Decision<CustomDomainEvent> verify(String evidence, Instant at) {
        return removed || verifiedAt != null
                ? Decision.accept()
                : Decision.accept(new CustomDomainEvent.Verified(host.id(), resource, evidence, at));
    }

    /** A certificate was seen for it that browsers believe; said once. */
    public Decision<CustomDomainEvent> secure(String evidence, Instant at) {
        return removed || verifiedAt == null || securedAt != null
                ? Decision.accept()
                : Decision.accept(new CustomDomainEvent.Secured(host.id(), resource, evidence, at));
    }

    /** Its certificate is none any more that browsers believe. */
    public Decision<CustomDomainEvent> lose(String evidence, Instant at) {
        return removed || securedAt == null
                ? Decision.accept()
                : Decision.accept(new CustomDomainEvent.Lost(host.id(), resource, evidence, at));
    }

    public Decision<CustomDomainEvent> remove(Instant at) {
        return removed ? Decision.accept() : Decision.accept(new CustomDomainEvent.Removed(host.id(), resource, at));
    }

    public static CustomDomain evolve(@Nullable CustomDomain state, CustomDomainEvent event) {
        if (event instanceof CustomDomainEvent.Added e) {
            return new CustomDomain(new HostName(e.host()), e.resourceId(), e.at(), null, null, false);
        }
        if (state == null) {
            throw new IllegalStateException("a domain's history starts with its addition");
        }
        return switch (event) {
            case CustomDomainEvent.Added e -> state;
            case CustomDomainEvent.Verified e ->
                new CustomDomain(state.host, state.resource, state.addedAt, e.at(), state.securedAt, state.removed);
            case CustomDomainEvent.Secured e -> state.securedSince(e.at());
            case CustomDomainEvent.Lost e -> state.securedSince(null);
            case CustomDomainEvent.Removed e ->
                new CustomDomain(state.host, state.resource, state.addedAt, state.verifiedAt, state.securedAt, true);
        };
    }

    private CustomDomain securedSince(@Nullable Instant at) {
        return new CustomDomain(host, resource, addedAt, verifiedAt, at, removed);
    }
}
