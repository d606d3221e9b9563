package com.appaloft.application.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attempt was lost while its name led to it; whoever looks at the server next leads the name back, and tells the proxy of nothing else. */
class EdgeKeeperTest {
    private static final DeploymentId LOST = Given.attempt("lost");

    private final World world = new World();
    private Route serving = new Route(Given.SLOT, "", LOST, "");

    @BeforeEach
    void theNameOfWhatServesLedToAnAttemptThatWasLost() {
        world.deployByName();
        serving = world.routes.of(Given.SLOT).orElseThrow().now();
        world.routes.keep(new Kept(Given.SERVER, new Route(Given.SLOT, serving.host(), LOST, "gone:1"), serving));
    }

    @Test
    void aProxyThatDidNotRunIsToldOfWhatServesOnceItDoes() {
        world.proxy.stop(world.server());
        world.keeper().keep(world.server());
        assertThat(world.proxy.routes(world.server())).containsExactly(serving);
        assertThat(world.proxy.wasToldOf(LOST)).isFalse();
    }

    /** The second time it would take what it is told. */
    @Test
    void whatCouldNotBeLedBackIsNotToldEither() {
        world.proxy.refusesNext(1);
        assertThatThrownBy(() -> world.keeper().keep(world.server())).isInstanceOf(BackendFailure.class);
        assertThat(world.proxy.wasToldOf(LOST)).isFalse();
        world.keeper().keepIfItCan(world.server());
        assertThat(world.proxy.routes(world.server())).containsExactly(serving);
        assertThat(world.proxy.wasToldOf(LOST)).isFalse();
    }
}
