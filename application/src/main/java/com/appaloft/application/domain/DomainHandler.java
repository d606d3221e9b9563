package com.appaloft.application.domain;

import com.appaloft.application.diagnosis.AccessChecks;
import com.appaloft.application.diagnosis.Finding;
import com.appaloft.application.execution.EdgeKeeper;
import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.CustomDomains;
import com.appaloft.application.port.KnownDomains;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.runtime.NetworkSpec.Exposure;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives a resource names that people bring themselves, and takes them away again; the proxy is told behind it. */
@Component
public class DomainHandler {
    private static final Duration ISSUED_WITHIN = Duration.ofSeconds(15);
    private static final long LOOK_EVERY_MS = 500;

    /** A domain and what was found about it, in the order in which it is to be looked at. */
    public record Verified(CustomDomain domain, List<Finding> findings) {}

    /** Where it is written. */
    @Component
    record Books(UnitOfWork work, OncePerKey once, CustomDomains domains, KnownDomains known) {}

    /** What it is about. */
    @Component
    record Places(Resources resources, Servers servers) {}

    private record Found(CustomDomain domain, Resource resource, Server server) {}

    private final Books books;
    private final Places places;
    private final AccessChecks checks;
    private final EdgeKeeper edge;
    private final Clock clock;

    DomainHandler(Books books, Places places, AccessChecks checks, EdgeKeeper edge, Clock clock) {
        this.books = books;
        this.places = places;
        this.checks = checks;
        this.edge = edge;
        this.clock = clock;
    }

    /** @return as it was when it was added, however often that is asked for with the same key */
    public CustomDomain add(ResourceId id, HostName host, @Nullable RequestKey key) {
        var added = books.once().accept(key, () -> host, ignored -> {
            var resource = places.resources().get(id);
            mayHave(resource, host);
            var now = books.domains().find(host.id()).orElse(null);
            books.domains()
                    .append(
                            host.id(),
                            CustomDomain.add(now, host, id, clock.instant()).orThrow());
            return receipt(theirs(id, host));
        });
        tell(id);
        return answered(host, id, added);
    }

    private static String receipt(CustomDomain domain) {
        return domain.addedAt() + " " + domain.verifiedAt() + " " + domain.securedAt();
    }

    private static CustomDomain answered(HostName host, ResourceId id, String receipt) {
        var moments = Arrays.stream(receipt.split(" "))
                .map(moment ->
                        Optional.of(moment).filter(m -> !m.equals("null")).map(Instant::parse))
                .toList();
        return new CustomDomain(
                host,
                id,
                moments.get(0).orElseThrow(),
                moments.get(1).orElse(null),
                moments.get(2).orElse(null),
                false);
    }

    private void mayHave(Resource resource, HostName host) {
        if (resource.profile().network().exposure() != Exposure.GENERATED) {
            throw Problem.invalid(
                            "/domain",
                            "The resource is not visited by name: configure it with exposure generated first.")
                    .asRefusal();
        }
        var server = places.servers().get(resource.serverId());
        if (!server.registered()) {
            throw Problem.invalid(
                            "/domain", "The server of the resource is no longer registered; move the resource first.")
                    .asRefusal();
        }
        if (edge.isMade(server, host)) {
            throw Problem.invalid("/domain", host + " was made for a resource of the server; bring another name.")
                    .asRefusal();
        }
        server.domainOfNames().filter(host::isWithin).ifPresent(ends -> {
            throw Problem.invalid(
                            "/domain",
                            "Names that end in " + ends + " are made for resources; bring one that does not.")
                    .asRefusal();
        });
    }

    /** @return whether the proxy leads it nowhere any more; one that cannot be told now is told as soon as it can */
    public boolean remove(ResourceId id, HostName host, @Nullable RequestKey key) {
        books.once().accept(key, () -> host, ignored -> {
            var domain = theirs(id, host);
            books.domains().append(host.id(), domain.remove(clock.instant()).orThrow());
            return host.value();
        });
        return tell(id);
    }

    public List<CustomDomain> list(ResourceId id) {
        return books.work().perform(() -> {
            places.resources().get(id);
            return books.known().of(id);
        });
    }

    /** Looks now; changes nothing. */
    public Verified look(ResourceId id, HostName host) {
        var found = of(id, host);
        return new Verified(found.domain(), checks.of(host, found.resource(), found.server()));
    }

    /** Looks now. Where the domain leads to the server a certificate is asked for, and waited for a moment. */
    public Verified verify(ResourceId id, HostName host) {
        long until = System.nanoTime() + ISSUED_WITHIN.toNanos();
        var seen = lookAndNote(id, host);
        while (AccessChecks.pointing(seen.findings())
                && !AccessChecks.serving(seen.findings())
                && System.nanoTime() < until) {
            pause();
            seen = lookAndNote(id, host);
        }
        return seen;
    }

    /** Looks now, without waiting, and notes what is new: that it leads to the server, that it has a certificate, or none any more. */
    public Verified lookAndNote(ResourceId id, HostName host) {
        var seen = look(id, host);
        boolean noted = books.work().perform(() -> noteWhatIsNew(id, host, seen));
        if (noted) {
            tell(id);
        }
        return noted ? new Verified(of(id, host).domain(), seen.findings()) : seen;
    }

    /** What was looked at before somebody else saw it secured says nothing about what they saw. */
    private boolean noteWhatIsNew(ResourceId id, HostName host, Verified seen) {
        var news = new ArrayList<CustomDomainEvent>();
        var domain = theirs(id, host);
        boolean outdated = !Objects.equals(domain.securedAt(), seen.domain().securedAt());
        for (var finding : seen.findings()) {
            if (outdated && AccessChecks.ofCertificate(finding)) {
                continue;
            }
            for (var event : whatIsNew(domain, finding)) {
                news.add(event);
                domain = CustomDomain.evolve(domain, event);
            }
        }
        books.domains().append(host.id(), news);
        return !news.isEmpty();
    }

    private List<CustomDomainEvent> whatIsNew(CustomDomain domain, Finding finding) {
        if (AccessChecks.ofCertificate(finding)) {
            return ofCertificate(domain, finding);
        }
        return AccessChecks.ofDns(finding) && finding.status() == Finding.Status.PASSED
                ? domain.verify(finding.evidence(), clock.instant()).orThrow()
                : List.of();
    }

    private List<CustomDomainEvent> ofCertificate(CustomDomain domain, Finding finding) {
        if (finding.status() == Finding.Status.PASSED) {
            return domain.secure(finding.evidence(), clock.instant()).orThrow();
        }
        return finding.code() == FailureCode.CERTIFICATE_NOT_ISSUED
                ? domain.lose(finding.evidence(), clock.instant()).orThrow()
                : List.of();
    }

    public List<CustomDomain> all() {
        return books.work().perform(() -> books.known().all());
    }

    private Found of(ResourceId id, HostName host) {
        return books.work().perform(() -> {
            var domain = theirs(id, host);
            var resource = places.resources().get(id);
            return new Found(domain, resource, places.servers().get(resource.serverId()));
        });
    }

    private CustomDomain theirs(ResourceId id, HostName host) {
        places.resources().get(id);
        return books.domains()
                .find(host.id())
                .filter(domain -> !domain.removed() && domain.resource().equals(id))
                .orElseThrow(() -> Problem.notFound("domain", host.value()).asRefusal());
    }

    /** A proxy that cannot be told now is told when its server is looked at the next time. */
    private boolean tell(ResourceId id) {
        var server = books.work()
                .perform(() -> places.servers().get(places.resources().get(id).serverId()));
        return server.registered() && edge.keepIfItCan(server);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a certificate was waited for", e);
        }
    }
}
