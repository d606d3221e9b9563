package com.appaloft.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.testing.Given;
import java.util.HashSet;
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

    /** Slots of one server differ in their middle only. */
    @Test
    void namesThatAreTakenAreToldApartByTheirWholeSlots() {
        var names = new HashSet<String>();
        for (int i = 0; i < 50; i++) {
            var slot = SlotId.of(new ResourceId("res_" + i), Given.ENVIRONMENT, Given.SERVER);
            names.add(GeneratedHost.apart("shop.production.localhost", slot.value(), 0));
            names.add(GeneratedHost.apart("shop.production.localhost", slot.value(), 1));
        }
        assertThat(names).hasSize(100).allMatch(name -> name.matches("shop-[0-9a-f]{8}\\.production\\.localhost"));
        assertThat(GeneratedHost.apart("a".repeat(63) + ".b.localhost", "slot_01ABCDEFGH", 0))
                .hasSize(63 + ".b.localhost".length());
    }

    @Property
    void whateverThePartsAreTheNameIsOne(@ForAll @NotEmpty String resource, @ForAll @NotEmpty String environment) {
        var host = GeneratedHost.of(resource, environment, null, "localhost");
        assertThat(host.split("\\.")).hasSize(3).allMatch(label -> label.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"));
    }
}
