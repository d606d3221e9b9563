package com.appaloft.infrastructure.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.NameLookup.Answer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a real name server. */
class DnsLookupTest {
    @Test
    void everyAddressOfANameIsFoundAndWhatHasNoneSaysWhy() throws IOException {
        try (var server = new NameServer(List.of("shop.test/192.0.2.7", "both.test/192.0.2.8/2001:db8::8"))) {
            var lookup = new DnsLookup(server.address());
            assertThat(lookup.of("shop.test")).isEqualTo(new Answer.Addresses(Set.of("192.0.2.7")));
            assertThat(lookup.of("both.test"))
                    .isEqualTo(new Answer.Addresses(Set.of("192.0.2.8", "2001:db8:0:0:0:0:0:8")));
            assertThat(lookup.of("missing.test"))
                    .isInstanceOfSatisfying(
                            Answer.None.class,
                            none -> assertThat(none.words()).contains("missing.test", "does not exist"));
        }
    }

    /** A name that may lead elsewhere by the half that nobody told is not known to lead here. */
    @Test
    void halfAnAnswerIsNone() throws IOException {
        try (var server = new HalfNameServer("192.0.2.7")) {
            assertThat(new DnsLookup(server.address()).of("shop.test"))
                    .isInstanceOfSatisfying(
                            Answer.Unknown.class,
                            unknown -> assertThat(unknown.words()).contains("shop.test", "IPv6"));
        }
    }

    @Test
    void whereNobodyAnswersNobodyKnows() throws IOException {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var lookup = new DnsLookup("127.0.0.1:" + silent.getLocalPort());
            assertThat(lookup.of("shop.test")).isInstanceOf(Answer.Unknown.class);
        }
    }
}
