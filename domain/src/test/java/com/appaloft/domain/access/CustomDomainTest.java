package com.appaloft.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.testing.Given;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that people bring, and whose they are. */
class CustomDomainTest {
    private static final HostName HOST = new HostName("shop.example.com");
    private static final ResourceId OTHER = new ResourceId("res_other");

    @ParameterizedTest
    @ValueSource(strings = {"shop.example.com", "xn--bcher-kva.example", "a.test", "1.a.test"})
    void aNameIsWhatIsAskedForOverTheWire(String host) {
        assertThat(HostName.of(host)).contains(new HostName(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "com",
                "shop",
                "*.example.com",
                "shop..example.com",
                "-a.example.com",
                "a_b.example.com",
                "127.0.0.1",
                "[::1]",
                "shop.example.com:80",
                "shop.example.com/x",
                "shop example.com",
                "shop.localhost",
                "x.invalid",
                "shop.example.com\n",
                "shop.123",
                "Shop.example.com",
                "shop.example.com.",
                "b\u00fccher.example",
                "{http.request.host}.example.com"
            })
    void whatIsNoNameForVisitorsIsNone(String typed) {
        assertThat(HostName.of(typed)).isEmpty();
        assertThat(HostName.of("a".repeat(64) + ".example.com")).isEmpty();
        assertThat(HostName.of("a.".repeat(127) + "com")).isEmpty();
    }

    @Test
    void aNameIsOneResourcesUntilItIsRemoved() {
        var mine = added(null, Given.RESOURCE);
        assertThat(CustomDomain.add(mine, HOST, Given.RESOURCE, Given.at(2)).orThrow())
                .isEmpty();
        assertThat(CustomDomain.add(mine, HOST, OTHER, Given.at(2))
                        .<@Nullable ProblemCode>fold(
                                accepted -> null, refused -> refused.problem().code()))
                .isEqualTo(ProblemCode.DOMAIN_TAKEN);
        var removed =
                CustomDomain.evolve(mine, mine.remove(Given.at(3)).orThrow().getFirst());
        assertThat(removed.remove(Given.at(4)).orThrow()).isEmpty();
        assertThat(added(removed, OTHER).resource()).isEqualTo(OTHER);
    }

    @Test
    void itIsVerifiedOnceAndAnewAfterItWasRemoved() {
        var mine = added(null, Given.RESOURCE);
        var verified = CustomDomain.evolve(
                mine, mine.verify("It leads there.", Given.at(2)).orThrow().getFirst());
        assertThat(verified.verifiedAt()).isEqualTo(Given.at(2));
        assertThat(verified.verify("It leads there.", Given.at(3)).orThrow()).isEmpty();
        var removed = CustomDomain.evolve(
                verified, verified.remove(Given.at(4)).orThrow().getFirst());
        assertThat(removed.verify("It leads there.", Given.at(5)).orThrow()).isEmpty();
        assertThat(added(removed, Given.RESOURCE).verifiedAt()).isNull();
    }

    @Test
    void visitorsAreLedToTlsFromTheFirstCertificateUntilThereIsNone() {
        var mine = added(null, Given.RESOURCE);
        assertThat(mine.secure("A certificate.", Given.at(2)).orThrow())
                .as("nobody has seen that it leads here")
                .isEmpty();
        var verified = CustomDomain.evolve(
                mine, mine.verify("It leads there.", Given.at(2)).orThrow().getFirst());
        assertThat(verified.lose("None.", Given.at(3)).orThrow()).isEmpty();
        var secured = CustomDomain.evolve(
                verified,
                verified.secure("A certificate.", Given.at(3)).orThrow().getFirst());
        assertThat(secured.securedAt()).isEqualTo(Given.at(3));
        assertThat(secured.secure("A certificate.", Given.at(4)).orThrow()).isEmpty();
        var lost = CustomDomain.evolve(
                secured, secured.lose("None.", Given.at(5)).orThrow().getFirst());
        assertThat(lost.securedAt()).isNull();
        assertThat(lost.verifiedAt()).isEqualTo(Given.at(2));
        assertThat(lost.secure("Another.", Given.at(6)).orThrow()).hasSize(1);
    }

    @Test
    void whatIsWithinADomainEndsInIt() {
        assertThat(HOST.isWithin("example.com")).isTrue();
        assertThat(HOST.isWithin("shop.example.com")).isTrue();
        assertThat(HOST.isWithin("ample.com")).isFalse();
    }

    private static CustomDomain added(@Nullable CustomDomain now, ResourceId resource) {
        return CustomDomain.evolve(
                now,
                CustomDomain.add(now, HOST, resource, Given.at(1)).orThrow().getFirst());
    }
}
