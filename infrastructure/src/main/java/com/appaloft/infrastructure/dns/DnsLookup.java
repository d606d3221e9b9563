package com.appaloft.infrastructure.dns;

import com.appaloft.application.port.NameLookup;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks the name servers of this machine, or those that are configured, and remembers nothing. */
@Component
final class DnsLookup implements NameLookup {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int PORT = 53;

    private final Resolver resolver;

    /** @param server {@code address} or {@code address:port}; empty asks those that this machine asks */
    DnsLookup(@Value("${appaloft.dns-server:}") String server) throws IOException {
        this.resolver = server.isEmpty() ? new ExtendedResolver() : at(server);
        resolver.setTimeout(LIMIT);
    }

    private static Resolver at(String server) throws IOException {
        int colon = server.lastIndexOf(':');
        boolean withPort = colon > 0 && server.indexOf(':') == colon;
        var simple = new SimpleResolver(withPort ? server.substring(0, colon) : server);
        simple.setPort(withPort ? Integer.parseInt(server.substring(colon + 1)) : PORT);
        return simple;
    }

    /** Half an answer is none: a name that may lead elsewhere by the other half is not said to lead here. */
    @Override
    public Answer of(String host) {
        try {
            var name = Name.fromString(host, Name.root);
            var addresses = new LinkedHashSet<String>();
            var four = ask(name, Type.A, addresses);
            var six = ask(name, Type.AAAA, addresses);
            var failed = unknown(four) ? four : six;
            if (unknown(failed)) {
                return new Answer.Unknown("The name servers did not say where " + host + " leads by IPv"
                        + (failed == four ? "4" : "6") + ": " + failed.getErrorString() + ".");
            }
            if (!addresses.isEmpty()) {
                return new Answer.Addresses(addresses);
            }
            return new Answer.None(
                    four.getResult() == Lookup.HOST_NOT_FOUND
                            ? "The name " + host + " does not exist."
                            : "The name " + host + " has no address.");
        } catch (TextParseException e) {
            return new Answer.None("The name " + host + " cannot be asked for.");
        }
    }

    private static boolean unknown(Lookup asked) {
        return asked.getResult() == Lookup.TRY_AGAIN || asked.getResult() == Lookup.UNRECOVERABLE;
    }

    private Lookup ask(Name name, int type, Set<String> addresses) {
        var lookup = new Lookup(name, type);
        lookup.setResolver(resolver);
        lookup.setCache(null);
        lookup.setSearchPath(new Name[0]);
        lookup.setHostsFileParser(null);
        var records = lookup.run();
        if (records != null) {
            for (var record : records) {
                addresses.add(address(record).getHostAddress());
            }
        }
        return lookup;
    }

    private static InetAddress address(Record record) {
        return record instanceof ARecord four ? four.getAddress() : ((AAAARecord) record).getAddress();
    }
}
