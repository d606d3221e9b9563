package com.appaloft.application.recovery;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Ids;
import com.appaloft.application.port.ReadinessMarkers;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.NewAttempt;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.recovery.Recovery;
import com.appaloft.domain.recovery.RecoveryCommand;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Create, retry, redeploy and rollback: gather facts, decide by the one policy, record. Each starts a new attempt and returns
 * its id; a refusal changes nothing.
 */
@Component
public class RecoveryHandler {
    /**
     * How a recovery was asked for.
     *
     * @param resource the resource the client believes the attempt belongs to, if it said so
     */
    public record Request(
            @Nullable RequestKey key,
            Marker marker,
            @Nullable ResourceId resource) {
        public static final Request PLAIN = new Request(null, Marker.NONE, null);
    }

    private final OncePerKey once;
    private final UnitOfWork unitOfWork;
    private final Deployments deployments;
    private final Resources resources;
    private final Environments environments;
    private final FactsFromStreams facts;
    private final Admission admission;
    private final LiveHost host;
    private final ReadinessMarkers markers;
    private final Ids ids;
    private final Clock clock;

    RecoveryHandler(
            OncePerKey once,
            UnitOfWork unitOfWork,
            Deployments deployments,
            Resources resources,
            Environments environments,
            FactsFromStreams facts,
            Admission admission,
            LiveHost host,
            ReadinessMarkers markers,
            Ids ids,
            Clock clock) {
        this.once = once;
        this.unitOfWork = unitOfWork;
        this.deployments = deployments;
        this.resources = resources;
        this.environments = environments;
        this.facts = facts;
        this.admission = admission;
        this.host = host;
        this.markers = markers;
        this.ids = ids;
        this.clock = clock;
    }

    /** A new attempt from the attempt's own snapshot. */
    public DeploymentId retry(DeploymentId id, Request request) {
        return accept(request, () -> look(Stream.of(id)), seen -> {
            var old = attempt(id, request);
            refuseIf(Recovery.refusal(new RecoveryCommand.Retry(), facts.attempt(old, seen)));
            var resource = resources.get(old.attempt().request().resourceId());
            var next = newId();
            var at = clock.instant();
            admission.admit(next, resource, NewAttempt.retry(next, old, at), at);
            return next;
        });
    }

    /** A new attempt from the candidate's snapshot and artifact; the host is asked for the artifact before anything is decided. */
    public DeploymentId rollback(DeploymentId id, DeploymentId candidateId, Request request) {
        return accept(request, () -> look(Stream.of(candidateId)), seen -> {
            var of = attempt(id, request);
            var resource = resources.get(of.attempt().request().resourceId());
            var candidate = candidate(candidateId, resource.id());
            var shared = facts.attempt(of, seen);
            var command = new RecoveryCommand.Rollback(facts.candidate(candidate, resource, seen));
            refuseIf(Recovery.refusal(command, shared));
            var next = newId();
            var at = clock.instant();
            admission.admit(next, resource, NewAttempt.rollback(next, id, candidate, at), at);
            return next;
        });
    }

    /** A new attempt from the current profile, for whatever reason {@code trigger} gives. */
    public DeploymentId deploy(ResourceId id, Trigger trigger, Request request) {
        return accept(request, () -> Seen.NOTHING, seen -> {
            var resource = resources.get(id);
            belongs(resource.id(), request);
            var shared = facts.resource(resource, seen);
            request.marker().mustHold(markers, resource.id(), clock.instant());
            refuseIf(Recovery.redeployRefusal(shared));
            var next = newId();
            var at = clock.instant();
            var environment = environments.get(resource.environmentId());
            admission.admit(next, resource, NewAttempt.fromProfile(next, resource, environment, trigger, at), at);
            return next;
        });
    }

    private DeploymentId accept(Request request, Supplier<Seen> before, Function<Seen, DeploymentId> work) {
        return new DeploymentId(
                once.accept(request.key(), before, seen -> work.apply(seen).value()));
    }

    /** The attempt in question, after its slot was read and the client's beliefs were checked. */
    private Deployment attempt(DeploymentId id, Request request) {
        var attempt = deployments.get(id);
        var resource = attempt.attempt().request().resourceId();
        belongs(resource, request);
        facts.resource(resources.get(resource), Seen.NOTHING);
        request.marker().mustHold(markers, resource, clock.instant());
        return attempt;
    }

    private static void belongs(ResourceId actual, Request request) {
        if (request.resource() != null && !request.resource().equals(actual)) {
            throw Problem.of(
                            ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                            "The attempt belongs to resource " + actual + ", not " + request.resource()
                                    + "; nothing was changed.")
                    .asRefusal();
        }
    }

    private Deployment candidate(DeploymentId id, ResourceId resource) {
        return deployments
                .find(id)
                .filter(c -> c.attempt().request().resourceId().equals(resource))
                .orElseThrow(() -> Problem.of(
                                ProblemCode.DEPLOYMENT_ROLLBACK_CANDIDATE_NOT_FOUND,
                                "Resource " + resource + " has no attempt " + id
                                        + "; read the readiness for its candidates.")
                        .asRefusal());
    }

    private Seen look(Stream<DeploymentId> attempts) {
        var artifacts = attempts.map(id -> unitOfWork.perform(() -> deployments.find(id)))
                .flatMap(Optional::stream)
                .map(Deployment::attempt)
                .filter(a -> a.reusable() != null)
                .toList();
        return artifacts.isEmpty()
                ? Seen.NOTHING
                : host.look(
                        artifacts.getFirst().request().serverId(),
                        artifacts.stream()
                                .flatMap(a -> Stream.ofNullable(a.reusable()))
                                .toList());
    }

    private static void refuseIf(Optional<Problem> problem) {
        problem.ifPresent(p -> {
            throw p.asRefusal();
        });
    }

    private DeploymentId newId() {
        return new DeploymentId(ids.next(DeploymentId.PREFIX));
    }
}
