package com.appaloft.infrastructure.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks go by https to the internet and nowhere else, unless private targets are allowed. */
class CheckedTargetsTest {
    private final CheckedTargets strict = new CheckedTargets(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1.1.1.1/",
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://2130706433/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest",
                "https://[::ffff:10.0.0.1]/",
                "https://user:word@1.1.1.1/",
                "https://1.1.1.1/#x",
                "https:///nowhere",
                "ftp://1.1.1.1/",
                "file:///etc/passwd",
                "no url at all",
                "1.1.1.1",
                "https://name.invalid/"
            })
    void refused(String url) {
        assertThat(strict.refusal(url)).isPresent();
    }

    @Test
    void aPublicAddressIsNot() {
        assertThat(strict.refusal("https://1.1.1.1:8443/hook?x=y")).isEmpty();
    }

    @Test
    void whereAllowedPrivateTargetsAreNoneTheLessUrls() {
        var open = new CheckedTargets(true);
        assertThat(open.refusal("http://127.0.0.1:1/")).isEmpty();
        assertThat(open.refusal("http://u@127.0.0.1:1/")).isPresent();
        assertThat(open.refusal("ftp://127.0.0.1:1/")).isPresent();
    }

    /** The name was public when the subscription was made; what counts is the address that is connected to. */
    @Test
    void aDeliveryIsRefusedByTheAddressThatIsConnectedTo() throws Exception {
        try (var receiver = new Receiver()) {
            var sender = new WebhookSender(strict, Clock.systemUTC());
            var url = URI.create(receiver.url()).resolve("/").toString().replace("127.0.0.1", "localhost");
            var error = sender.send(url, Signature.freshSecret(), "evt_1", "{}");
            assertThat(error).hasValueSatisfying(why -> assertThat(why).contains("private or reserved"));
            assertThat(receiver.taken).isEmpty();
        }
    }
}
