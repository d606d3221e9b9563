package com.appaloft.application.recovery;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.domain.deployment.NewAttempt;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.recovery.Recovery;
import com.appaloft.domain.recovery.RecoveryCommand;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Create, retry, redeploy and rollback: gather facts, decide by the one policy, record. Each starts a new attempt and returns
 * its id; a refusal changes nothing.
 */
@Component
public class RecoveryHandler {
    private final OncePerKey once;
    private final LiveHost host;
    private final FactsFromStreams facts;
    private final Beliefs beliefs;
    private final Admission admission;

    RecoveryHandler(OncePerKey once, LiveHost host, FactsFromStreams facts, Beliefs beliefs, Admission admission) {
        this.once = once;
        this.host = host;
        this.facts = facts;
        this.beliefs = beliefs;
        this.admission = admission;
    }

    /** A new attempt from the attempt's own snapshot. */
    public DeploymentId retry(DeploymentId id, Request request) {
        return accept(request, () -> host.lookFor(id), seen -> {
            var subject = facts.subject(id);
            var resource = subject.place().resource();
            beliefs.mustHold(request, resource.id());
            refuseIf(Recovery.refusal(new RecoveryCommand.Retry(), facts.of(subject, seen)));
            return admission.admit(resource, (next, at) -> NewAttempt.retry(next, subject.attempt(), at));
        });
    }

    /** A new attempt from the candidate's snapshot and artifact; the host is asked for the artifact before anything is decided. */
    public DeploymentId rollback(DeploymentId id, DeploymentId candidateId, Request request) {
        return accept(request, () -> host.lookFor(candidateId), seen -> {
            var subject = facts.subject(id);
            var resource = subject.place().resource();
            beliefs.mustHold(request, resource.id());
            var candidate = facts.candidate(candidateId, resource);
            var command = new RecoveryCommand.Rollback(facts.of(candidate, subject.place(), seen));
            refuseIf(Recovery.refusal(command, facts.of(subject, seen)));
            return admission.admit(resource, (next, at) -> NewAttempt.rollback(next, id, candidate, at));
        });
    }

    /** A new attempt from the current profile, for whatever reason {@code trigger} gives. */
    public DeploymentId deploy(ResourceId id, Trigger trigger, Request request) {
        return accept(request, () -> Seen.NOTHING, seen -> {
            var resource = facts.resource(id);
            beliefs.mustBeOf(id, trigger.source());
            var place = facts.place(resource, trigger.source());
            var now = facts.of(place, seen);
            beliefs.mustHold(request, id);
            refuseIf(Recovery.redeployRefusal(now));
            var environment = facts.environment(resource);
            return admission.admit(resource, (next, at) -> place.attempt(next, environment, trigger, at));
        });
    }

    private DeploymentId accept(Request request, Supplier<Seen> before, Function<Seen, DeploymentId> work) {
        return new DeploymentId(
                once.accept(request.key(), before, seen -> work.apply(seen).value()));
    }

    private static void refuseIf(Optional<Problem> problem) {
        problem.ifPresent(p -> {
            throw p.asRefusal();
        });
    }
}
