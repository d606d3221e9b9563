package com.appaloft.application.port;

import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.shared.DomainId;

/** The histories of names that people brought themselves. */
public interface CustomDomains extends EventStream<DomainId, CustomDomain, CustomDomainEvent> {
    @Override
    default String noun() {
        return "domain";
    }
}
