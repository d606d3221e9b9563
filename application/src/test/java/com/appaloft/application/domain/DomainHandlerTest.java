package com.appaloft.application.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.diagnosis.AccessChecks;
import com.appaloft.application.diagnosis.Finding;
import com.appaloft.application.domain.DomainHandler.Books;
import com.appaloft.application.domain.DomainHandler.Places;
import com.appaloft.application.execution.World;
import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.EdgeProxy.Domain;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeProxy.Way;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.NameLookup.Answer;
import com.appaloft.application.port.Receipts;
import com.appaloft.application.port.Resources;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.shared.Refusal;
import com.appaloft.domain.testing.Given;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of a domain decides how visitors come to it, and no look makes it worse than it was. */
class DomainHandlerTest {
    private static final HostName HOST = new HostName("shop.example.com");

    private final World world = new World();
    private final Resources resources = world.resources();
    private final AtomicReference<Answer> leads = new AtomicReference<>(new Answer.None("It does not exist."));
    private final AtomicReference<Runnable> whileLooking = new AtomicReference<>(() -> {});
    private final DomainHandler domains = new DomainHandler(
            new Books(
                    world.work(), new OncePerKey(world.work(), new MemoryReceipts()), world.domains(), world.domains()),
            new Places(resources, world.servers()),
            new AccessChecks(world.edge(), world.proxy(), host -> {
                whileLooking.get().run();
                return leads.get();
            }),
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
    void aDomainThatIsRemovedWhileItsProxyIsAwayIsNotSaidToLeadNowhere() {
        world.proxy().refusesNext(1);
        assertThat(domains.remove(Given.RESOURCE, HOST, null)).isFalse();
        assertThat(domains.list(Given.RESOURCE)).isEmpty();
        world.keeper().keep(world.server());
        assertThat(world.proxy().routes(world.server()).getFirst().domains()).isEmpty();
    }

    /** The server's domain may have been another one when it was made. */
    @Test
    void aNameThatWasMadeForAResourceIsBroughtByNobody() {
        visitedByName();
        var made = new HostName("web.production.before.example.com");
        var led = world.routes().of(Given.SLOT).orElseThrow().now();
        world.routes()
                .keep(new Kept(Given.SERVER, new Route(Given.SLOT, made.value(), led.attempt(), led.upstream()), null));
        assertThatThrownBy(() -> domains.add(Given.RESOURCE, made, null))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().pointer()).isEqualTo("/domain"))
                .hasMessageContaining("was made for a resource");
    }

    @Test
    void aVisitThatEndsBeforeACertificateIsShownLosesNothing() {
        secured();
        world.proxy().dropsSecureVisits(true);
        var seen = domains.lookAndNote(Given.RESOURCE, HOST);
        assertThat(seen.findings().get(2).status()).isEqualTo(Finding.Status.UNKNOWN);
        assertThat(seen.domain().securedAt()).isNotNull();
        assertThat(way()).isEqualTo(Way.SECURE);
    }

    @Test
    void aLookThatBeganBeforeItWasSecuredDoesNotTakeThatBack() {
        leads.set(new Answer.Addresses(Set.of("127.0.0.1")));
        domains.lookAndNote(Given.RESOURCE, HOST);
        whileLooking.set(() -> {
            whileLooking.set(() -> {});
            world.domains()
                    .append(
                            HOST.id(),
                            world.domains()
                                    .get(HOST.id())
                                    .secure("Somebody else saw it.", Given.at(9))
                                    .orThrow());
        });
        domains.lookAndNote(Given.RESOURCE, HOST);
        assertThat(world.domains().get(HOST.id()).securedAt()).isEqualTo(Given.at(9));
    }

    @Test
    void theSameKeyIsAnsweredAsItWasWhateverBecameOfTheDomain() {
        visitedByName();
        var other = new HostName("other.example.com");
        var key = new RequestKey("key", "add other");
        var added = domains.add(Given.RESOURCE, other, key);
        domains.remove(Given.RESOURCE, other, null);
        assertThat(domains.add(Given.RESOURCE, other, key)).isEqualTo(added);
        assertThat(domains.list(Given.RESOURCE))
                .extracting(CustomDomain::host)
                .doesNotContain(other)
                .contains(HOST);
    }

    private void visitedByName() {
        var profile = world.resource().profile();
        resources.append(
                Given.RESOURCE,
                List.of(new ResourceEvent.ProfileChanged(
                        Given.RESOURCE,
                        profile.changed(
                                profile.runtime(),
                                new NetworkSpec(8080, NetworkSpec.Exposure.GENERATED, null),
                                profile.health()),
                        Given.at(2))));
    }

    private void secured() {
        leads.set(new Answer.Addresses(Set.of("127.0.0.1")));
        world.proxy().certify(HOST.value());
        domains.lookAndNote(Given.RESOURCE, HOST);
        domains.lookAndNote(Given.RESOURCE, HOST);
        assertThat(way()).isEqualTo(Way.SECURE);
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

    private static final class MemoryReceipts implements Receipts {
        private final Map<String, Receipt> all = new ConcurrentHashMap<>();

        @Override
        public Optional<Receipt> find(String key) {
            return Optional.ofNullable(all.get(key));
        }

        @Override
        public void store(String key, Receipt receipt) {
            all.put(key, receipt);
        }
    }
}
