package com.appaloft.infrastructure.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells addresses of the public internet from those of this machine, its network, and what clouds put beside it. */
final class PublicAddresses {
    @SuppressWarnings("ArrayRecordComponent")
    private record Block(byte[] start, int bits) {
        static Block of(String text) {
            var parts = text.split("/", 2);
            try {
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalStateException(text, e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Loopback, private, shared, link-local with the metadata services, test and benchmark nets, multicast, reserved; Azure's own. */
    private static final List<Block> NOT_PUBLIC_4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    /** What may hide an IPv4 address (NAT64, Teredo, 6to4) and documentation. Only 2000::/3 is public at all. */
    private static final List<Block> NOT_PUBLIC_6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static final Block GLOBAL_6 = Block.of("2000::/3");

    private PublicAddresses() {}

    private static List<Block> blocks(String... texts) {
        return List.of(texts).stream().map(Block::of).toList();
    }

    static boolean hold(InetAddress address) {
        var bytes = address.getAddress();
        return address instanceof Inet4Address
                ? NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(bytes))
                : GLOBAL_6.holds(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(bytes));
    }
}
