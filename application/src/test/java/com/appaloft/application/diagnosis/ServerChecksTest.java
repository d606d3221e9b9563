package com.appaloft.application.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.execution.World;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.application.port.RuntimeBackend.Check.Outcome;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.testing.Given;
import org.junit.jupiter.api.Test;

class ServerChecksTest {
    private final World world = new World();
    private final ServerChecks checks = Checking.of(world);

    @Test
    void aServerToWhichNoNameLeadsSaysThatItNeedsNoProxy() {
        var proxy = checks.of(world.server()).getLast();
        assertThat(proxy.name()).isEqualTo("server-proxy");
        assertThat(proxy.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(proxy.evidence()).contains("No name leads to this server");
    }

    @Test
    void aServerToWhichANameLeadsSaysHowItsProxyIs() {
        world.deployByName();
        var proxy = checks.of(world.server()).getLast();
        assertThat(proxy.name()).isEqualTo("server-proxy");
        assertThat(proxy.outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void theProxyOfAServerThatIsNotWellIsUnknown() {
        world.host().script().engineIsAway(true);
        assertThat(checks.of(world.server()).getLast().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aDeactivatedServerSaysSoAndIsNotAsked() {
        var local = world.server();
        var gone = new Server(local.id(), local.name(), local.kind(), Given.DESTINATION, false);
        assertThat(checks.of(gone)).singleElement().satisfies(check -> {
            assertThat(check.evidence()).contains("deactivated");
            assertThat(check.failed()).isTrue();
        });
    }

    @Test
    void whatNobodyCouldTellIsNeitherPassedNorFailed() {
        var finding = Finding.of(new Check("engine-disk", Outcome.UNKNOWN, "Nobody tells.", "", null));
        assertThat(finding.status()).isEqualTo(Finding.Status.UNKNOWN);
    }
}
