package com.appaloft.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.preview.PreviewName;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class GeneratedHostTest {
    @Test
    void aNameIsTheResourceTheEnvironmentAndTheDomain() {
        assertThat(GeneratedHost.of("shop", "production", null, "apps.example.com"))
                .isEqualTo("shop.production.apps.example.com");
    }

    @Test
    void aPreviewHasANameOfItsOwnBeforeIt() {
        var preview = new PreviewName(PreviewName.Type.PULL_REQUEST, "feature/Cart#1");
        assertThat(GeneratedHost.of("shop", "production", preview, "localhost"))
                .isEqualTo("pull-request-feature-cart-1.shop.production.localhost");
    }

    @Test
    void aNameThatIsTakenIsToldApartByItsSlot() {
        assertThat(GeneratedHost.apart("shop.production.localhost", "slot_01ABCDEFGH"))
                .isEqualTo("shop-cdefgh.production.localhost");
        assertThat(GeneratedHost.apart("a".repeat(63) + ".b.localhost", "slot_01ABCDEFGH"))
                .hasSize(63 + ".b.localhost".length())
                .endsWith("-cdefgh.b.localhost");
    }

    @Property
    void whateverThePartsAreTheNameIsOne(@ForAll @NotEmpty String resource, @ForAll @NotEmpty String environment) {
        var host = GeneratedHost.of(resource, environment, null, "localhost");
        assertThat(host.split("\\.")).hasSize(3).allMatch(label -> label.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"));
    }
}
