package com.appaloft.domain.server;

import static com.appaloft.domain.testing.Given.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.testing.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTest {
    private static final Server LOCAL = Server.evolve(
            null, new ServerEvent.Registered(Given.SERVER, "local", "docker-local", Given.DESTINATION, at(1)));

    private static final Server REMOTE = Server.evolve(
            LOCAL, new ServerEvent.AccessChanged(Given.SERVER, SshAccess.first("host", 22, "ada", null), at(2)));
    private static final String FINGERPRINT = "SHA256:" + "a".repeat(43);

    private static Server fold(Server before, Decision<ServerEvent.AccessChanged> decided) {
        Server after = before;
        for (var event : decided.orThrow()) {
            after = Server.evolve(after, event);
        }
        return after;
    }

    @Test
    void aRegisteredServerKeepsItsNameKindAndDestinationWhenItIsDeregistered() {
        var gone = LOCAL.deregister(List.of(), at(2)).orThrow().stream().reduce(LOCAL, Server::evolve, (a, b) -> b);
        assertThat(LOCAL.registered()).isTrue();
        assertThat(gone).isEqualTo(new Server(Given.SERVER, "local", "docker-local", Given.DESTINATION, false));
    }

    @Test
    void deregisteringTwiceRecordsNothing() {
        var gone = Server.evolve(LOCAL, new ServerEvent.Deregistered(Given.SERVER, at(2)));
        assertThat(gone.deregister(List.of(Given.attempt("late")), at(3))).isEqualTo(Decision.accept());
    }

    @Test
    void aServerIsNotDeregisteredUnderAnAttemptWhichIsNamed() {
        var refused = LOCAL.deregister(List.of(Given.attempt("building")), at(2));
        assertThat(refused.<Problem>fold(events -> null, Decision.Refused::problem))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.SERVER_BUSY))
                .satisfies(problem -> assertThat(problem.detail()).contains("dep_building", "cancel it"));
    }

    @Test
    void aDeregisteredServerTakesNoKeyNoHostKeyAndNoDomain() {
        var gone = Server.evolve(REMOTE, new ServerEvent.Deregistered(Given.SERVER, at(2)));
        assertThat(List.of(
                        gone.changeKey(at(3)),
                        gone.confirmHostKey(FINGERPRINT, at(3)),
                        gone.changeDomain("apps.example.com", at(3))))
                .allSatisfy(decided -> assertThat(decided.<ProblemCode>fold(
                                events -> null, refused -> refused.problem().code()))
                        .isEqualTo(ProblemCode.SERVER_DEACTIVATED));
    }

    @Test
    void aConfirmedHostKeyIsRecordedOnce() {
        var confirmed = fold(REMOTE, REMOTE.confirmHostKey(FINGERPRINT, at(3)));
        assertThat(confirmed.access()).isEqualTo(new SshAccess("host", 22, "ada", FINGERPRINT, 1));
        assertThat(confirmed.confirmHostKey(FINGERPRINT, at(4))).isEqualTo(Decision.accept());
    }

    @Test
    void everyNewKeyHasTheNextVersionAndTheConfirmedHostKeyStays() {
        var confirmed = fold(REMOTE, REMOTE.confirmHostKey(FINGERPRINT, at(3)));
        var second = fold(confirmed, confirmed.changeKey(at(4)));
        var third = fold(second, second.changeKey(at(5)));
        assertThat(second.access()).isEqualTo(new SshAccess("host", 22, "ada", FINGERPRINT, 2));
        assertThat(third.access()).isEqualTo(new SshAccess("host", 22, "ada", FINGERPRINT, 3));
    }

    @Test
    void aServerWithoutSshHasNeitherKey() {
        assertThat(LOCAL.confirmHostKey(FINGERPRINT, at(2))).isInstanceOf(Decision.Refused.class);
        assertThat(LOCAL.changeKey(at(2))).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void namesOfThisMachineEndInLocalhostAndThoseOfOthersInWhatSomebodySaid() {
        assertThat(LOCAL.domainOfNames()).contains("localhost");
        assertThat(REMOTE.domainOfNames()).isEmpty();
        var said = Server.evolve(
                REMOTE, REMOTE.changeDomain("apps.example.com", at(3)).orThrow().getFirst());
        assertThat(said.domainOfNames()).contains("apps.example.com");
        assertThat(said.changeDomain("apps.example.com", at(4))).isEqualTo(Decision.accept());
    }

    @Test
    void aHistoryThatDoesNotStartWithItsRegistrationIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Server.evolve(null, new ServerEvent.Deregistered(Given.SERVER, at(1))));
    }
}
