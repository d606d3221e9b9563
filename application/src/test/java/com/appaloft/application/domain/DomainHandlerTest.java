package com.appaloft.application.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.diagnosis.AccessChecks;
import com.appaloft.application.domain.DomainHandler.Books;
import com.appaloft.application.domain.DomainHandler.Places;
import com.appaloft.application.execution.World;
import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Way;
import com.appaloft.application.port.NameLookup.Answer;
import com.appaloft.application.port.Receipts;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.testing.Given;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of a domain decides how visitors come to it, and no look makes it worse than it was. */
class DomainHandlerTest {
    private static final HostName HOST = new HostName("shop.example.com");

    private final World world = new World();
    private final AtomicReference<Answer> leads = new AtomicReference<>(new Answer.None("It does not exist."));
    private final DomainHandler domains = new DomainHandler(
            new Books(world.work(), new OncePerKey(world.work(), new NoReceipts()), world.domains(), world.domains()),
            new Places(world.resources(), world.servers()),
            new AccessChecks(
                    world.edge(),
                    world.proxy(),
                    host -> host.equals(HOST.value()) ? leads.get() : new Answer.Addresses(Set.of("127.0.0.1"))),
            world.keeper(),
            Clock.systemUTC());

    @BeforeEach
    void aNameOfTheirOwn() {
        world.deployByName();
        world.domains()
                .append(
                        HOST.id(),
                        CustomDomain.add(null, HOST, Given.RESOURCE, Given.at(1))
                                .orThrow());
        world.keeper().keep(world.server());
    }

    @Test
    void visitorsAreLedToTlsFromTheFirstCertificateOnAndBackWhereItIsLost() {
        domains.lookAndNote(Given.RESOURCE, HOST);
        assertThat(way()).as("it leads nowhere yet").isEqualTo(Way.CLEAR);

        leads.set(new Answer.Addresses(Set.of("127.0.0.1")));
        domains.lookAndNote(Given.RESOURCE, HOST);
        assertThat(way()).as("there is no certificate yet").isEqualTo(Way.BOTH);
        domains.lookAndNote(Given.RESOURCE, HOST);
        assertThat(way()).isEqualTo(Way.BOTH);

        world.proxy().certify(HOST.value());
        var secured = domains.lookAndNote(Given.RESOURCE, HOST);
        assertThat(secured.domain().securedAt()).isNotNull();
        assertThat(way()).isEqualTo(Way.SECURE);

        leads.set(new Answer.Unknown("Nobody answered."));
        domains.lookAndNote(Given.RESOURCE, HOST);
        assertThat(way()).as("what nobody knows changes nothing").isEqualTo(Way.SECURE);

        leads.set(new Answer.Addresses(Set.of("127.0.0.1")));
        world.proxy().losesCertificateOf(HOST.value());
        assertThat(domains.lookAndNote(Given.RESOURCE, HOST).domain().securedAt())
                .isNull();
        assertThat(way()).isEqualTo(Way.BOTH);
    }

    @Test
    void onlyLookingChangesNothing() {
        leads.set(new Answer.Addresses(Set.of("127.0.0.1")));
        world.proxy().certify(HOST.value());
        domains.look(Given.RESOURCE, HOST);
        assertThat(world.domains().get(HOST.id()).verifiedAt()).isNull();
        assertThat(way()).isEqualTo(Way.CLEAR);
    }

    private Way way() {
        return world.proxy().routes(world.server()).getFirst().domains().stream()
                .map(Domain::way)
                .findFirst()
                .orElseThrow();
    }

    private static final class NoReceipts implements Receipts {
        @Override
        public Optional<Receipt> find(String key) {
            return Optional.empty();
        }

        @Override
        public void store(String key, Receipt receipt) {}
    }
}
