package com.appaloft.domain.access;

import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.DomainId;
import com.appaloft.domain.shared.Recorded;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;

/** What happened to a name that people brought themselves. */
public sealed interface CustomDomainEvent extends DomainEvent {
    DomainId domainId();

    ResourceId resourceId();

    @Override
    default String streamId() {
        return domainId().value();
    }

    /** From now on the resource is to be visited by this name. */
    @Recorded(as = "domain.added")
    record Added(DomainId domainId, ResourceId resourceId, String host, Instant at) implements CustomDomainEvent {}

    /**
     * The name was seen to lead to the server, so that a certificate can be asked for.
     *
     * @param evidence what was seen, in a sentence
     */
    @Recorded(as = "domain.verified")
    record Verified(DomainId domainId, ResourceId resourceId, String evidence, Instant at)
            implements CustomDomainEvent {}

    /**
     * A certificate was seen for the name that browsers believe; from now on visitors are led to TLS.
     *
     * @param evidence what was seen, in a sentence
     */
    @Recorded(as = "domain.secured")
    record Secured(DomainId domainId, ResourceId resourceId, String evidence, Instant at)
            implements CustomDomainEvent {}

    /**
     * No certificate was seen any more that browsers believe; visitors are served in the clear again until there is one.
     *
     * @param evidence what was seen, in a sentence
     */
    @Recorded(as = "domain.lost")
    record Lost(DomainId domainId, ResourceId resourceId, String evidence, Instant at) implements CustomDomainEvent {}

    /** The name is free for others. */
    @Recorded(as = "domain.removed")
    record Removed(DomainId domainId, ResourceId resourceId, Instant at) implements CustomDomainEvent {}
}
