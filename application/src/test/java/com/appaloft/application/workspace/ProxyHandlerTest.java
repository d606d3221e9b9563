package com.appaloft.application.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.execution.World;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.Refusal;
import com.appaloft.domain.testing.Given;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProxyHandlerTest {
    private final World world = new World();
    private final ProxyHandler handler =
            new ProxyHandler(world.work(), world.servers(), world.proxy(), world.edge(), world.keeper());

    @Test
    void anUpgradedProxyDoesWhatItIsToDo() {
        var serving = world.deployByName();
        world.proxy().apply(world.server(), List.of());
        assertThat(handler.upgrade(Given.SERVER).ready()).isTrue();
        assertThat(world.proxy().routes(world.server()))
                .singleElement()
                .satisfies(route -> assertThat(route.attempt()).isEqualTo(serving));
    }

    @Test
    void onADeactivatedServerNothingIsStarted() {
        world.servers()
                .append(
                        Given.SERVER,
                        world.server().deregister(List.of(), Given.at(9)).orThrow());
        assertRefused(() -> handler.bootstrap(Given.SERVER));
        assertRefused(() -> handler.upgrade(Given.SERVER));
        assertThat(world.proxy().status(world.server()).ready()).isFalse();
    }

    private static void assertRefused(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.SERVER_DEACTIVATED));
    }

    @Test
    void anUpgradedProxyIsNotToldOfAnAttemptThatWasLost() {
        var serving = world.deployByName();
        var led = world.routes().of(Given.SLOT).orElseThrow().now();
        var lost = new DeploymentId("dep_lost");
        world.routes().keep(new Kept(Given.SERVER, new Route(Given.SLOT, led.host(), lost, "gone:1"), led));
        world.proxy().stop(world.server());
        handler.upgrade(Given.SERVER);
        assertThat(world.proxy().routes(world.server()))
                .singleElement()
                .satisfies(route -> assertThat(route.attempt()).isEqualTo(serving));
        assertThat(world.proxy().wasToldOf(lost)).isFalse();
    }
}
