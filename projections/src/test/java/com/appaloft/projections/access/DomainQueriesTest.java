package com.appaloft.projections.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.projections.testing.ReadModels;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DomainQueriesTest {
    private static final ReadModels MODELS = new ReadModels();
    private static final HostName SHOP = new HostName("shop.example.com");
    private static final HostName GONE = new HostName("gone.example.com");

    @BeforeEach
    void twoNamesOfWhichOneWasRemoved() {
        MODELS.clear();
        new History(MODELS::project)
                .append(Given.workspace())
                .append(List.of(
                        added(SHOP, 1),
                        added(GONE, 2),
                        new CustomDomainEvent.Verified(SHOP.id(), Given.RESOURCE, "It leads here.", Given.at(3)),
                        new CustomDomainEvent.Secured(SHOP.id(), Given.RESOURCE, "A certificate.", Given.at(4)),
                        new CustomDomainEvent.Lost(SHOP.id(), Given.RESOURCE, "It is over.", Given.at(5)),
                        new CustomDomainEvent.Secured(SHOP.id(), Given.RESOURCE, "Another one.", Given.at(6)),
                        new CustomDomainEvent.Removed(GONE.id(), Given.RESOURCE, Given.at(7))));
    }

    @Test
    void aDomainIsAsItsEventsSayAndARemovedOneIsNone() {
        var shop = new CustomDomain(SHOP, Given.RESOURCE, Given.at(1), Given.at(3), Given.at(6), false);
        assertThat(queries().of(Given.RESOURCE)).containsExactly(shop);
        assertThat(queries().all()).containsExactly(shop);
    }

    @Test
    void theDomainsOfAServerAreThoseOfTheSlotsOnIt() {
        assertThat(queries().on(Given.SERVER)).containsOnlyKeys(Given.SLOT);
        assertThat(queries().on(Given.SERVER).get(Given.SLOT))
                .extracting(CustomDomain::host)
                .containsExactly(SHOP);
        assertThat(queries().on(new ServerId("srv_another"))).isEmpty();
    }

    private static CustomDomainEvent added(HostName host, int second) {
        return new CustomDomainEvent.Added(host.id(), Given.RESOURCE, host.value(), Given.at(second));
    }

    private static DomainQueries queries() {
        return MODELS.get(DomainQueries.class);
    }
}
