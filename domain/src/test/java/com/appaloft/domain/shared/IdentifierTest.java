package com.appaloft.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("prj_", ProjectId::new),
                kind("env_", EnvironmentId::new),
                kind("srv_", ServerId::new),
                kind("dst_", DestinationId::new),
                kind("res_", ResourceId::new),
                kind("dep_", DeploymentId::new),
                kind("snap_", SnapshotId::new),
                kind("art_", ArtifactId::new),
                kind("slot_", SlotId::new));
    }

    private static Arguments kind(String prefix, Function<String, Identifier> make) {
        return Arguments.of(prefix, make);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasItsOwnPrefixAndReadsAsItsValue(String prefix, Function<String, Identifier> make) {
        var id = make.apply(prefix + "01j2abc");
        assertThat(id.value()).isEqualTo(prefix + "01j2abc");
        assertThat(id).hasToString(prefix + "01j2abc");
        assertThatIllegalArgumentException().isThrownBy(() -> make.apply("xyz_01j2abc"));
        assertThatIllegalArgumentException().isThrownBy(() -> make.apply(prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dep_",
                "dep",
                "dep_A",
                "DEP_a",
                "res_a",
                "dep_a b",
                "dep_a\n",
                "dep_../a",
                "dep_a'",
                "dep_a%00",
                "dep_é"
            })
    void whatIsNotAnIdIsRefusedWithoutBeingRepeated(String value) {
        assertThat(Identifier.isShaped("dep_", value)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeploymentId(value))
                .withMessage("not an id of the form dep_…: " + value.length() + " characters");
    }

    @ParameterizedTest
    @ValueSource(ints = {121, 10_000})
    void anIdHasALimit(int length) {
        assertThat(Identifier.isShaped("dep_", "dep_" + "a".repeat(length))).isFalse();
        assertThat(Identifier.isShaped("dep_", "dep_" + "a".repeat(120))).isTrue();
    }

    @Property
    void whateverIsAskedTheShapeIsAnsweredAndNeverThrown(@ForAll String value) {
        assertThat(Identifier.isShaped("dep_", value)).isIn(true, false);
    }

    @Property
    void threeIdsNameOneSlotAndOtherThreeAnother(
            @ForAll @LowerChars @NumericChars @StringLength(26) String resource,
            @ForAll @LowerChars @NumericChars @StringLength(26) String environment,
            @ForAll @LowerChars @NumericChars @StringLength(26) String server) {
        var slot = slot(resource, environment, server);
        assertThat(slot(resource, environment, server)).isEqualTo(slot);
        if (!resource.equals(environment)) {
            assertThat(slot(environment, resource, server)).isNotEqualTo(slot);
        }
        if (!server.equals(environment)) {
            assertThat(slot(resource, server, environment)).isNotEqualTo(slot);
        }
    }

    private static SlotId slot(String resource, String environment, String server) {
        return SlotId.of(
                new ResourceId("res_" + resource),
                new EnvironmentId("env_" + environment),
                new ServerId("srv_" + server));
    }
}
