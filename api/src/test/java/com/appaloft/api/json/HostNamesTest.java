package com.appaloft.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.access.HostName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    @ParameterizedTest
    @CsvSource({
        "shop.example.com, shop.example.com",
        "SHOP.Example.COM., shop.example.com",
        "b\u00fccher.example, xn--bcher-kva.example",
        // other than of old, as browsers do (RFC 5891)
        "fa\u00df.example, xn--fa-hia.example",
        "shop\u3002example.com, shop.example.com",
        "XN--BCHER-KVA.example, xn--bcher-kva.example"
    })
    void aNameIsReadAsABrowserReadsIt(String typed, String host) {
        assertThat(HostNames.of(typed)).contains(new HostName(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "shop",
                "*.example.com",
                "shop..example.com",
                "xn--a.example",
                "a\u200d.example",
                "shop.example.com.."
            })
    void whatIsNoNameForVisitorsIsNone(String typed) {
        assertThat(HostNames.of(typed)).isEmpty();
        assertThat(HostNames.of("a.".repeat(100_000) + "com")).isEmpty();
    }
}
