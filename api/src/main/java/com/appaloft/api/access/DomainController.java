package com.appaloft.api.access;

import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.api.json.HostNames;
import com.appaloft.api.recovery.Asked;
import com.appaloft.application.diagnosis.Finding;
import com.appaloft.application.domain.DomainHandler;
import com.appaloft.application.domain.DomainHandler.Verified;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.HostName;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Custom domains of a resource; what is wrong with one is found out in the page's order. */
@RestController
@RequestMapping("/api/resources/{id}/domains")
class DomainController {
    private static final String KEY = "Idempotency-Key";

    record NewDomain(@Nullable String domain) {}

    /**
     * @param verifiedAt when it was first seen to lead to the server; absent until then
     * @param securedAt since when visitors are led to TLS, as a certificate was seen; absent until then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DomainAnswer(
            String domain,
            String resourceId,
            String url,
            Instant addedAt,
            @Nullable Instant verifiedAt,
            @Nullable Instant securedAt) {
        static DomainAnswer of(CustomDomain domain) {
            var host = domain.host().value();
            return new DomainAnswer(
                    host,
                    domain.resource().value(),
                    (domain.securedAt() == null ? "http://" : "https://") + host,
                    domain.addedAt(),
                    domain.verifiedAt(),
                    domain.securedAt());
        }
    }

    /** @param code what is wrong, where there is a code for it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckAnswer(String name, String status, @Nullable String code, String evidence, String advice) {
        static CheckAnswer of(Finding finding) {
            var code = finding.code();
            return new CheckAnswer(
                    finding.name(),
                    finding.status().wire(),
                    code == null ? null : code.wire(),
                    finding.evidence(),
                    finding.advice());
        }
    }

    /**
     * A domain and what was found about it now.
     *
     * @param serving whether all of it is right
     * @param category of the first thing that is wrong
     * @param firstAction what to do about it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatusAnswer(
            String domain,
            String resourceId,
            String url,
            Instant addedAt,
            @Nullable Instant verifiedAt,
            @Nullable Instant securedAt,
            boolean serving,
            @Nullable String category,
            @Nullable String firstAction,
            List<CheckAnswer> checks) {
        static StatusAnswer of(Verified seen) {
            var domain = DomainAnswer.of(seen.domain());
            var wrong = seen.findings().stream()
                    .map(Finding::code)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(FailureCode::category);
            return new StatusAnswer(
                    domain.domain(),
                    domain.resourceId(),
                    domain.url(),
                    domain.addedAt(),
                    domain.verifiedAt(),
                    domain.securedAt(),
                    seen.findings().stream().allMatch(f -> f.status() == Finding.Status.PASSED),
                    wrong.map(FailureCode.Category::wire).orElse(null),
                    wrong.map(FailureCode.Category::advice).orElse(null),
                    seen.findings().stream().map(CheckAnswer::of).toList());
        }
    }

    private final DomainHandler domains;

    DomainController(DomainHandler domains) {
        this.domains = domains;
    }

    @GetMapping
    Listed<DomainAnswer> list(@PathVariable String id) {
        return new Listed<>(
                domains.list(resource(id)).stream().map(DomainAnswer::of).toList(), null);
    }

    /** Adds it, or does nothing where it is there already. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    DomainAnswer add(
            @PathVariable String id,
            @RequestBody NewDomain wanted,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var host = named(Checks.present(wanted.domain(), "/domain"))
                .orElseThrow(() -> Problem.invalid(
                                "/domain", "Give the whole name that visitors use, e.g. shop.example.com, at /domain.")
                        .asRefusal());
        return DomainAnswer.of(domains.add(resource(id), host, Asked.key(key, "add domain " + id + wanted)));
    }

    /** Looks now; changes nothing. */
    @GetMapping("/{domain}")
    StatusAnswer status(@PathVariable String id, @PathVariable String domain) {
        return StatusAnswer.of(domains.look(resource(id), host(domain)));
    }

    /** Looks now; where it leads to the server, a certificate is asked for. */
    @PostMapping("/{domain}/verify")
    StatusAnswer verify(@PathVariable String id, @PathVariable String domain) {
        return StatusAnswer.of(domains.verify(resource(id), host(domain)));
    }

    /** 204 where it leads nowhere any more; 202 where the proxy could not be told yet and may go on leading it. */
    @DeleteMapping("/{domain}")
    ResponseEntity<Void> remove(
            @PathVariable String id,
            @PathVariable String domain,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        boolean told = domains.remove(resource(id), host(domain), Asked.key(key, "remove domain " + id + domain));
        return ResponseEntity.status(told ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED)
                .build();
    }

    private static ResourceId resource(String id) {
        return Checks.pathId(id, ResourceId::new, "resource");
    }

    private static HostName host(String domain) {
        return named(domain)
                .orElseThrow(() -> Problem.notFound("domain", "of that name").asRefusal());
    }

    private static Optional<HostName> named(String text) {
        return HostNames.of(text);
    }
}
