package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.infrastructure.runtime.InstallationId;
import com.appaloft.infrastructure.ssh.SshLink;
import com.appaloft.infrastructure.ssh.SshTarget;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as they are shown to people, who put them into a browser. */
class AddressesTest {
    private static final Server SERVER =
            new Server(new ServerId("srv_1"), "a server", DockerOverSsh.KIND, new DestinationId("dst_1"), true);

    @ParameterizedTest
    @CsvSource({
        "2001:db8::7, ssh://ada@[2001:db8::7]:22, http://[2001:db8::7]:8080",
        "192.0.2.7, ssh://ada@192.0.2.7:22, http://192.0.2.7:8080",
        "example.org, ssh://ada@example.org:22, http://example.org:8080"
    })
    void anIpv6AddressStandsInBrackets(String host, String shown, String url) throws IOException {
        var reach = new SshReach(new SshLink(new SshTarget(host, 22, "ada", "a key", null, null)));
        var settings = new EngineSettings(reach.dockerHost(), "0.0.0.0", 1, false);
        assertThat(reach.shown()).isEqualTo(shown);
        try (var backend =
                new DockerBackend(DockerOverSsh.KIND, reach, new InstallationId("test"), settings, Clock.systemUTC())) {
            assertThat(backend.url(SERVER, 8080)).isEqualTo(url);
        }
    }
}
