package com.appaloft.application.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.diagnosis.Finding.Status;
import com.appaloft.application.execution.World;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.application.port.EdgeRoutes.Kept;
import com.appaloft.application.port.NameLookup;
import com.appaloft.application.port.NameLookup.Answer;
import com.appaloft.application.port.Operation;
import com.appaloft.application.runtime.FakeImage;
import com.appaloft.application.runtime.WorkloadSpecs;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In the page's order: generated access first, then DNS, then TLS; nothing behind what is wrong is asked. */
class AccessChecksTest {
    private static final HostName HOST = new HostName("shop.example.com");
    private static final DeploymentId ATTEMPT = Given.attempt("serving");

    private final World world = new World();
    private final Map<String, Answer> names = new HashMap<>();
    private Runnable whenAsked = () -> {};
    private final NameLookup lookup = host -> {
        whenAsked.run();
        return names.getOrDefault(host, new Answer.None("It does not exist."));
    };
    private final AccessChecks checks = new AccessChecks(world.edge(), world.proxy(), lookup);

    @BeforeEach
    void something() {
        world.edge().bootstrap(world.server(), Operation.quiet());
        serving(ATTEMPT, "web.production.localhost");
        claimed(null);
    }

    private void serving(DeploymentId attempt, String host) {
        var image = world.host().image("shop:v1", FakeImage.serving());
        var workload = world.host()
                .start(world.server(), WorkloadSpecs.trial(image, attempt).spec(), Operation.quiet());
        world.routes()
                .keep(new Kept(
                        world.server().id(), new Route(Given.SLOT, host, attempt, workload.name() + ":8080"), null));
    }

    private void madeFor(String host) {
        serving(ATTEMPT, host);
        world.edge().restore(world.server(), kept -> false);
    }

    @Test
    void whatIsRightFromEndToEndPasses() {
        leadsTo("127.0.0.1");
        claimed(Given.at(5));
        world.proxy().certify(HOST.value());
        assertThat(AccessChecks.serving(found())).as("%s", found()).isTrue();
    }

    @Test
    void withoutGeneratedAccessNothingElseIsAsked() {
        leadsTo("192.0.2.7");
        world.routes().forget(Given.SLOT);
        assertWrong(0, FailureCode.ROUTE_NOT_SERVING);
    }

    @Test
    void aProxyThatIsAwayIsWhatIsSaid() {
        world.proxy().isAway(true);
        assertWrong(0, FailureCode.PROXY_NOT_READY);
    }

    @Test
    void aNameThatDoesNotExistOrLeadsElsewhereTooIsNotPointing() {
        assertWrong(1, FailureCode.DNS_NOT_POINTING);
        leadsTo("127.0.0.1", "192.0.2.7");
        assertWrong(1, FailureCode.DNS_NOT_POINTING);
        assertThat(found().get(1).evidence()).contains("192.0.2.7").doesNotContain("leads to 127.0.0.1");
        assertThat(found().get(1).advice()).contains("web.production.localhost");
        assertThat(AccessChecks.pointing(found())).isFalse();
    }

    @Test
    void whatNobodyAnsweredIsUnknownAndNotWrong() {
        names.put(HOST.value(), new Answer.Unknown("Nobody answered."));
        assertThat(found().get(1).status()).isEqualTo(Status.UNKNOWN);
        assertThat(found().get(1).code()).isNull();
        assertThat(AccessChecks.pointing(found())).isFalse();
    }

    /** Not that its domain has no record, which is another sentence and another advice. */
    @Test
    void whatNobodyAnsweredOfTheNameMadeForItIsUnknownToo() {
        madeFor("web.production.apps.example.com");
        leadsTo("192.0.2.1");
        names.put("web.production.apps.example.com", new Answer.Unknown("Nobody answered."));
        assertThat(found().get(1).status()).isEqualTo(Status.UNKNOWN);
        names.remove("web.production.apps.example.com");
        assertWrong(1, FailureCode.DNS_NOT_POINTING);
        assertThat(found().get(1).advice()).contains("wildcard");
    }

    @Test
    void aCertificateThatNobodySawIsUnknownAndOneThatNobodyAskedForIsNot() {
        leadsTo("127.0.0.1");
        world.proxy().dropsSecureVisits(true);
        assertWrong(2, FailureCode.CERTIFICATE_NOT_ISSUED);
        assertThat(found().get(2).advice()).contains("domains verify");
        claimed(Given.at(5));
        assertThat(found().get(2).status()).isEqualTo(Status.UNKNOWN);
        assertThat(found().get(2).code()).isNull();
        assertThat(found().get(3).status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void aNameThatIsSwitchedWhileItIsLookedAtIsNotWrong() {
        leadsTo("127.0.0.1");
        claimed(Given.at(5));
        world.proxy().certify(HOST.value());
        var next = Given.attempt("next");
        whenAsked = () -> {
            whenAsked = () -> {};
            serving(next, "web.production.localhost");
            world.edge().restore(world.server(), kept -> false);
        };
        assertThat(AccessChecks.serving(found())).as("%s", found()).isTrue();
        assertThat(found().get(3).evidence()).contains(next.value());
    }

    @Test
    void aNameThatPointsAndHasNoCertificateSaysSo() {
        leadsTo("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertWrong(2, FailureCode.CERTIFICATE_NOT_ISSUED);
        assertThat(AccessChecks.pointing(found())).isTrue();
    }

    private void assertWrong(int first, FailureCode code) {
        var all = found();
        assertThat(all)
                .extracting(Finding::name)
                .containsExactly("generated-access", "dns", "certificate", "domain-serving");
        assertThat(all.subList(0, first)).allMatch(f -> f.status() == Status.PASSED);
        assertThat(all.get(first).status()).isEqualTo(Status.FAILED);
        assertThat(all.get(first).code()).isEqualTo(code);
        assertThat(all.get(first).advice()).isNotEmpty();
        assertThat(all.subList(first + 1, 4)).allMatch(f -> f.status() == Status.SKIPPED);
    }

    private List<Finding> found() {
        return checks.of(HOST, world.resource(), world.server());
    }

    private void leadsTo(String... addresses) {
        names.put(HOST.value(), new Answer.Addresses(Set.of(addresses)));
    }

    private void claimed(@Nullable Instant verified) {
        var domains = world.domains();
        var now = domains.find(HOST.id()).orElse(null);
        domains.append(
                HOST.id(),
                CustomDomain.add(now, HOST, Given.RESOURCE, Given.at(1)).orThrow());
        if (verified != null) {
            domains.append(
                    HOST.id(),
                    domains.get(HOST.id()).verify("It leads there.", verified).orThrow());
        }
        world.edge().restore(world.server(), kept -> false);
    }
}
