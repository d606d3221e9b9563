package com.appaloft.api.wiring;

import com.appaloft.application.diagnosis.AccessChecks;
import com.appaloft.application.domain.DomainHandler;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.shared.Refusal;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks whether domains have come to lead to their servers and have certificates, each at longer and longer intervals: neither the
 * domain name system nor an authority tells when something changes. Whoever does not want to wait verifies it.
 */
@Component
class DomainWatch {
    private static final Logger log = LoggerFactory.getLogger(DomainWatch.class);

    private final DomainHandler domains;
    private final DomainLooks looks;

    DomainWatch(DomainHandler domains, Clock clock) {
        this.domains = domains;
        this.looks = new DomainLooks(clock, this::serves);
    }

    @Scheduled(fixedRateString = "PT30S", initialDelayString = "PT30S")
    void look() {
        looks.round(domains.all());
    }

    private boolean serves(CustomDomain domain) {
        try {
            return AccessChecks.serving(
                    domains.lookAndNote(domain.resource(), domain.host()).findings());
        } catch (Refusal removedMeanwhile) {
            log.debug("{} is looked at no more.", domain.host());
        } catch (RuntimeException e) {
            log.warn("Where {} leads could not be looked at and is looked at later.", domain.host(), e);
        }
        return false;
    }
}
