package com.appaloft.domain.server;

import static com.appaloft.domain.testing.Given.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.testing.Given;
import org.junit.jupiter.api.Test;

class ServerTest {
    private static final Server LOCAL = Server.evolve(
            null, new ServerEvent.Registered(Given.SERVER, "local", "docker-local", Given.DESTINATION, at(1)));

    @Test
    void aRegisteredServerKeepsItsNameKindAndDestinationWhenItIsDeregistered() {
        var gone = LOCAL.deregister(at(2)).orThrow().stream().reduce(LOCAL, Server::evolve, (a, b) -> b);
        assertThat(LOCAL.registered()).isTrue();
        assertThat(gone).isEqualTo(new Server(Given.SERVER, "local", "docker-local", Given.DESTINATION, false));
    }

    @Test
    void deregisteringTwiceRecordsNothing() {
        var gone = Server.evolve(LOCAL, new ServerEvent.Deregistered(Given.SERVER, at(2)));
        assertThat(gone.deregister(at(3))).isEqualTo(Decision.accept());
    }

    @Test
    void aHistoryThatDoesNotStartWithItsRegistrationIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Server.evolve(null, new ServerEvent.Deregistered(Given.SERVER, at(1))));
    }
}
