package com.appaloft.application.diagnosis;

import com.appaloft.application.execution.EdgeAccess;
import com.appaloft.application.execution.Visit;
import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeProxy.Secured;
import com.appaloft.application.port.NameLookup;
import com.appaloft.application.port.NameLookup.Answer;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Finds out why a name does not lead to a resource, in the page's order: "Verify generated access first, then inspect DNS/TLS." What
 * comes after a check that fails is not asked: it cannot be right before.
 */
@Component
public class AccessChecks {
    private static final String GENERATED = ResourceAccess.GENERATED;
    private static final String DNS = "dns";
    private static final String CERTIFICATE = "certificate";
    private static final String SERVING = "domain-serving";
    /** What a name of this machine leads to (RFC 6761, section 6.3). */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

    private static final String LOCAL = ".localhost";

    private final EdgeAccess edge;
    private final EdgeProxy proxy;
    private final NameLookup names;

    public AccessChecks(EdgeAccess edge, EdgeProxy proxy, NameLookup names) {
        this.edge = edge;
        this.proxy = proxy;
        this.names = names;
    }

    /** Whether the name made for the resource leads to what serves. */
    public Finding generated(Resource resource, Server server) {
        return edge.route(server, resource.slot())
                .map(route -> generated(resource, server, route))
                .orElseGet(() -> Finding.failed(
                        GENERATED,
                        FailureCode.ROUTE_NOT_SERVING,
                        "No name leads to the resource.",
                        "Deploy it with exposure generated; the first success makes its name."));
    }

    /** The current profile may ask for another status than what serves was deployed with: it only has to be reached. */
    private static Visit visit(Resource resource) {
        return Visit.of(resource.profile().health()).forAnyAnswer();
    }

    private Finding generated(Resource resource, Server server, Route route) {
        try {
            var visit = visit(resource);
            var answer = proxy.ask(server, route, visit.path());
            if (route.attempt().equals(answer.attempt()) && visit.isWell(answer)) {
                return Finding.passed(
                        GENERATED,
                        "The proxy of the server answers for " + route.host() + " with " + route.attempt() + ".");
            }
            return switched(resource, server, route)
                    .map(now -> generated(resource, server, now))
                    .orElseGet(() -> notServing(GENERATED, route.host(), answer, route));
        } catch (BackendFailure failure) {
            return Finding.failed(GENERATED, failure);
        }
    }

    private static Finding notServing(String check, String host, EdgeProxy.Answer answer, Route route) {
        return Finding.failed(
                check,
                FailureCode.ROUTE_NOT_SERVING,
                host + " " + answer.words()
                        + (answer == EdgeProxy.Answer.NONE ? "." : " and not with " + route.attempt() + "."),
                FailureCode.ROUTE_NOT_SERVING.category().advice());
    }

    /** Where the name was led while it was looked at, if that is another attempt. */
    private Optional<Route> switched(Resource resource, Server server, Route route) {
        return edge.route(server, resource.slot()).filter(now -> !now.attempt().equals(route.attempt()));
    }

    /** Everything there is to ask about one domain of the resource. */
    public List<Finding> of(HostName host, Resource resource, Server server) {
        return of(host, resource, server, generated(resource, server));
    }

    /** The same, where the name made for the resource was asked already. */
    List<Finding> of(HostName host, Resource resource, Server server, Finding generated) {
        var all = new ArrayList<Finding>();
        all.add(generated);
        var route = edge.route(server, resource.slot());
        if (failed(all) || route.isEmpty()) {
            return skipping(all, DNS, CERTIFICATE, SERVING);
        }
        all.add(dns(host, route.get().host()));
        if (failed(all)) {
            return skipping(all, CERTIFICATE, SERVING);
        }
        all.addAll(secured(host, resource, server, route.get()));
        return List.copyOf(all);
    }

    /** Where the domain leads; the same addresses as the name made for the resource, and no others. */
    private Finding dns(HostName host, String generated) {
        return switch (wanted(generated)) {
            case Answer.Unknown unknown -> Finding.unknown(DNS, unknown.words());
            case Answer.None none ->
                Finding.failed(
                        DNS,
                        FailureCode.DNS_NOT_POINTING,
                        none.words() + " So nobody can say where " + host + " is to lead.",
                        "Give the server's domain a wildcard record that leads to the server.");
            case Answer.Addresses wanted -> dns(host, generated, wanted.addresses());
        };
    }

    private Answer wanted(String generated) {
        return generated.endsWith(LOCAL) ? new Answer.Addresses(LOOPBACK) : names.of(generated);
    }

    private Finding dns(HostName host, String generated, Set<String> wanted) {
        return switch (names.of(host.value())) {
            case Answer.Unknown unknown -> Finding.unknown(DNS, unknown.words());
            case Answer.None none ->
                Finding.failed(DNS, FailureCode.DNS_NOT_POINTING, none.words(), leadIt(host, generated));
            case Answer.Addresses found -> compared(host, generated, found.addresses(), wanted);
        };
    }

    private static Finding compared(HostName host, String generated, Set<String> found, Set<String> wanted) {
        var elsewhere = new TreeSet<>(found);
        elsewhere.removeAll(wanted);
        return elsewhere.isEmpty()
                ? Finding.passed(DNS, host + " leads to " + String.join(", ", new TreeSet<>(found)) + ".")
                : Finding.failed(
                        DNS,
                        FailureCode.DNS_NOT_POINTING,
                        host + " leads to " + String.join(", ", elsewhere) + ", and the server is at "
                                + String.join(", ", new TreeSet<>(wanted)) + ".",
                        leadIt(host, generated));
    }

    private static String leadIt(HostName host, String generated) {
        return "Make " + host + " lead where " + generated + " leads, e.g. by a CNAME record, and verify it again.";
    }

    private List<Finding> secured(HostName host, Resource resource, Server server, Route route) {
        if (!askedFor(host, route)) {
            return skipping(
                    notIssued(
                            "No certificate was asked for yet, as the name was not verified.",
                            "Verify it: appaloft domains verify " + resource.id() + " " + host + "."),
                    SERVING);
        }
        try {
            var seen = proxy.askSecurely(
                    server, route, host.value(), visit(resource).path());
            return switch (seen.trust()) {
                case TRUSTED -> serving(host, resource, server, route, seen);
                case UNTRUSTED ->
                    skipping(
                            notIssued(
                                    seen.evidence(),
                                    "Port 80 and 443 of the server must be reachable for the certificate authority; it is"
                                            + " asked again by itself."),
                            SERVING);
                case UNSEEN -> skipping(Finding.unknown(CERTIFICATE, seen.evidence()), SERVING);
            };
        } catch (BackendFailure failure) {
            return skipping(Finding.failed(CERTIFICATE, failure), SERVING);
        }
    }

    private static boolean askedFor(HostName host, Route route) {
        return route.domains().stream().anyMatch(domain -> domain.host().equals(host.value()) && domain.overTls());
    }

    private static Finding notIssued(String evidence, String advice) {
        return Finding.failed(CERTIFICATE, FailureCode.CERTIFICATE_NOT_ISSUED, evidence, advice);
    }

    private List<Finding> serving(HostName host, Resource resource, Server server, Route route, Secured seen) {
        var answer = Objects.requireNonNull(seen.answer());
        var certificate = Finding.passed(CERTIFICATE, seen.evidence());
        if (route.attempt().equals(answer.attempt())) {
            return List.of(
                    certificate,
                    Finding.passed(SERVING, "The proxy of the server answers over TLS with " + route.attempt() + "."));
        }
        return switched(resource, server, route)
                .map(now -> secured(host, resource, server, now))
                .orElseGet(() -> List.of(certificate, notServing(SERVING, host.value(), answer, route)));
    }

    private static boolean failed(List<Finding> all) {
        return all.stream().anyMatch(finding -> finding.status() != Finding.Status.PASSED);
    }

    private static List<Finding> skipping(Finding wrong, String... names) {
        return skipping(new ArrayList<>(List.of(wrong)), names);
    }

    private static List<Finding> skipping(List<Finding> all, String... names) {
        for (var name : names) {
            all.add(Finding.skipped(name, "What comes before it is not right."));
        }
        return List.copyOf(all);
    }

    /** Whether the domain was found to lead to the server. */
    public static boolean pointing(List<Finding> findings) {
        return findings.stream().anyMatch(f -> ofDns(f) && f.status() == Finding.Status.PASSED);
    }

    public static boolean ofDns(Finding finding) {
        return finding.name().equals(DNS);
    }

    public static boolean ofCertificate(Finding finding) {
        return finding.name().equals(CERTIFICATE);
    }

    /** Whether all of it is right. */
    public static boolean serving(List<Finding> findings) {
        return !failed(findings);
    }
}
