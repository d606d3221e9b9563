package com.appaloft.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which registry is meant, as Docker reads names and its own configuration. */
class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "app, docker.io",
        "app:v1, docker.io",
        "team/app@sha256:aa, docker.io",
        "docker.io/team/app, docker.io",
        "index.docker.io/app, docker.io",
        "registry.example/app:v1, registry.example",
        "registry.example:5000/team/app, registry.example:5000",
        "Registry.Example/app, registry.example",
        "localhost/app, localhost",
        "localhost:5000/app, localhost:5000",
        "host:5000/app, host:5000",
        "Team/app, team"
    })
    void anImageIsAskedForAtTheRegistryOfItsName(String reference, String registry) {
        assertThat(ImageName.registry(reference)).contains(registry);
    }

    @Test
    void anImageIdIsAskedForNowhere() {
        assertThat(ImageName.registry("sha256:" + "ab".repeat(32))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://index.docker.io/v1/, docker.io",
        "docker.io, docker.io",
        "https://registry.example/v2/, registry.example",
        "http://registry.example:5000, registry.example:5000",
        "Registry.Example, registry.example"
    })
    void anAddressOfAConfigurationMeansTheSameRegistry(String address, String registry) {
        assertThat(ImageName.registryAt(address)).isEqualTo(registry);
    }
}
