package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.deployment.DeploymentEvent.Requested;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.Intent;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DomainId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.testing.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two slots whose names are made alike. */
class EdgeHostsTest {
    private static final String HOST = "web.production.apps.example.com";
    private static final Server SERVER =
            new Server(Given.SERVER, "named", "docker-local", Given.DESTINATION, true, null, "apps.example.com");
    private static final SlotId OTHER = new SlotId("slot_other");

    private final World world = new World();
    private final EdgeHosts hosts = world.hosts();

    @Test
    void whoHasTheNameFirstHasItAndTheOtherIsToldApart() {
        keep(OTHER, HOST);
        assertThat(free(Given.SLOT)).startsWith("web-").endsWith(".production.apps.example.com");
    }

    @Test
    void aNameThatWasToldApartStaysWhenTheOtherHasGone() {
        keep(OTHER, HOST);
        var apart = free(Given.SLOT);
        keep(Given.SLOT, apart);
        world.routes.forget(OTHER);
        assertThat(free(Given.SLOT)).isEqualTo(apart);
        assertThat(free(OTHER)).isEqualTo(HOST);
    }

    @Test
    void aNameThatIsNoLongerWantedDoesNotStay() {
        keep(Given.SLOT, "old.production.apps.example.com");
        assertThat(free(Given.SLOT)).isEqualTo(HOST);
    }

    @Test
    void aNameThatMayHaveToLeadBackToAnotherIsTaken() {
        var before = route(OTHER, HOST);
        world.routes.keep(new Kept(Given.SERVER, route(OTHER, "renamed.production.apps.example.com"), before));
        assertThat(free(Given.SLOT)).isNotEqualTo(HOST);
    }

    @Test
    void aNameThatPeopleBroughtToAnotherIsTakenUnlessTheSlotHadItBefore() {
        var domain = new DomainId(DomainId.PREFIX + "one");
        world.domains.append(domain, List.of(new CustomDomainEvent.Added(domain, Given.RESOURCE, HOST, Given.START)));
        assertThat(free(OTHER)).startsWith("web-");
        assertThat(free(Given.SLOT)).isEqualTo(HOST);
        keep(OTHER, HOST);
        assertThat(free(OTHER)).isEqualTo(HOST);
    }

    private String free(SlotId slot) {
        return hosts.free(
                SERVER,
                new Requested(
                        Given.attempt("next"),
                        Given.RESOURCE,
                        Given.PROJECT,
                        Given.ENVIRONMENT,
                        Given.SERVER,
                        Given.DESTINATION,
                        slot,
                        new Trigger.Create(),
                        new Intent(Given.profile(), EnvironmentSnapshot.EMPTY),
                        null,
                        Given.START));
    }

    private void keep(SlotId slot, String host) {
        world.routes.keep(new Kept(Given.SERVER, route(slot, host), null));
    }

    private static Route route(SlotId slot, String host) {
        return new Route(slot, host, Given.attempt("one"), "one:8080");
    }
}
