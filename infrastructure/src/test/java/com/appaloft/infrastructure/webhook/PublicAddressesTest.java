package com.appaloft.infrastructure.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address by which the own network can be reached is called public. */
class PublicAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "168.63.129.16",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "239.1.1.1",
                "255.255.255.255",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "fec0::1"
            })
    void ofTheOwnNetwork(String address) throws Exception {
        assertThat(PublicAddresses.hold(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "172.32.0.1",
                "172.15.0.1",
                "100.128.0.1",
                "11.0.0.1",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void ofTheInternet(String address) throws Exception {
        assertThat(PublicAddresses.hold(InetAddress.getByName(address))).isTrue();
    }
}
