package com.appaloft.application.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.artifact.Looking;
import com.appaloft.application.diagnosis.Checking;
import com.appaloft.application.execution.World;
import com.appaloft.application.port.ServerKeys;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.server.SshAccess;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.Refusal;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.testing.Given;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerHandlerTest {
    private static final ServerKeys.PrivateKey ANOTHER = new ServerKeys.PrivateKey("another", null);

    /** Keeps the newest key of each server. */
    private static final class Keys implements ServerKeys {
        private final Map<ServerId, PrivateKey> kept = new HashMap<>();

        @Override
        public Optional<String> refusal(PrivateKey key) {
            return Optional.empty();
        }

        @Override
        public void put(ServerId server, int version, PrivateKey key) {
            kept.put(server, key);
        }

        @Override
        public void remove(ServerId server) {
            kept.remove(server);
        }

        @Override
        public Optional<PrivateKey> reveal(ServerId server, int version) {
            return Optional.ofNullable(kept.get(server));
        }
    }

    private final World world = new World();
    private final Keys keys = new Keys();
    private final List<DeploymentId> underWay = new ArrayList<>();
    private final Map<String, ServerId> domains = new HashMap<>();
    private final ServerHandler handler = new ServerHandler(
            world.work(),
            new ServerHandler.Kept(
                    world.servers(),
                    domain -> Optional.ofNullable(domains.get(domain)),
                    keys,
                    server -> List.copyOf(underWay),
                    world.domains()),
            new ServerHandler.Reached(world.backends(), Checking.of(world)),
            new Looking().at(world),
            prefix -> prefix + "new",
            Clock.systemUTC());

    @BeforeEach
    void reachedOverSsh() {
        keys.put(Given.SERVER, 1, new ServerKeys.PrivateKey("first", null));
        var access = SshAccess.first("host", 22, "ada", "SHA256:" + "a".repeat(43));
        world.servers().append(Given.SERVER, List.of(new ServerEvent.AccessChanged(Given.SERVER, access, Given.START)));
    }

    @Test
    void aServerIsNotDeactivatedUnderAnAttempt() {
        underWay.add(Given.attempt("building"));
        assertRefused(() -> handler.deregister(Given.SERVER, false), ProblemCode.SERVER_BUSY);
        assertThat(server().registered()).isTrue();
        assertThat(keys.kept).containsKey(Given.SERVER);
    }

    @Test
    void aServerThatIsGoneIsDeactivatedByForceWhateverIsUnderWay() {
        underWay.add(Given.attempt("stuck"));
        handler.deregister(Given.SERVER, true);
        assertThat(server().registered()).isFalse();
        assertThat(keys.kept).isEmpty();
    }

    @Test
    void noKeyIsKeptForADeactivatedServer() {
        handler.deregister(Given.SERVER, false);
        assertRefused(() -> handler.changeKey(Given.SERVER, ANOTHER), ProblemCode.SERVER_DEACTIVATED);
        assertThat(keys.kept).isEmpty();
    }

    @Test
    void aKeyThatTheServerDoesNotLetInReplacesNone() {
        world.host().letsNobodyIn();
        assertRefused(() -> handler.changeKey(Given.SERVER, ANOTHER), ProblemCode.VALIDATION_ERROR);
        assertThat(version()).isEqualTo(1);
        assertThat(keys.kept).doesNotContainValue(ANOTHER);
    }

    @Test
    void aKeyThatTheServerLetsInReplacesTheOneBefore() {
        assertThatCode(() -> handler.changeKey(Given.SERVER, ANOTHER)).doesNotThrowAnyException();
        assertThat(version()).isEqualTo(2);
        assertThat(keys.kept).containsValue(ANOTHER);
    }

    @Test
    void theNamesOfTwoServersNeverEndTheSame() {
        domains.put("apps.example.com", new ServerId("srv_other"));
        assertRefused(() -> handler.changeDomain(Given.SERVER, "apps.example.com"), ProblemCode.VALIDATION_ERROR);
        assertThat(server().domainOfNames()).isEmpty();
        handler.changeDomain(Given.SERVER, "web.example.com");
        assertThat(server().domainOfNames()).contains("web.example.com");
    }

    private Server server() {
        return world.servers().get(Given.SERVER);
    }

    private int version() {
        return Objects.requireNonNull(server().access()).keyVersion();
    }

    private static void assertRefused(Runnable command, ProblemCode code) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }
}
