package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.recovery.RecoveryFacts;
import com.appaloft.domain.recovery.ResourceFacts;
import com.appaloft.domain.recovery.StateMarker;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.recovery.FactsFromLedger.Surroundings;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gathers what readiness is judged on. All of one answer is read from one state of the database (inside a unit of work: from what
 * that sees), and the number of rows read does not grow with the history.
 */
@Component
public final class RecoveryReadinessQueries {
    private final SurroundingsQuery surroundings;
    private final AttemptsQuery attempts;
    private final StateVersions versions;
    private final TransactionTemplate oneState;

    RecoveryReadinessQueries(
            SurroundingsQuery surroundings,
            AttemptsQuery attempts,
            StateVersions versions,
            PlatformTransactionManager transactions) {
        this.surroundings = surroundings;
        this.attempts = attempts;
        this.versions = versions;
        this.oneState = new TransactionTemplate(transactions);
        oneState.setReadOnly(true);
        oneState.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * The facts about one attempt together with the version of exactly the state they were read from.
     *
     * @param maxCandidates the newest how many successes are judged, at most 100; the count is of all there are
     */
    public Optional<MarkedFacts> marked(DeploymentId id, int maxCandidates, Observations seen) {
        return atOnce(() -> attempts.find(id).flatMap(subject -> gather(subject, maxCandidates)))
                .map(gathered -> gathered.marked(seen));
    }

    /** As {@link #marked}, without the version. */
    public Optional<RecoveryFacts> facts(DeploymentId id, int maxCandidates, Observations seen) {
        return marked(id, maxCandidates, seen).map(MarkedFacts::facts);
    }

    /** What must be known of a resource, whatever attempt is in question; empty if there is no such resource. */
    public Optional<ResourceFacts> resourceFacts(ResourceId id, Observations seen) {
        return atOnce(() -> surroundings.of(id)).map(around -> around.facts(seen));
    }

    /** Where the state around a resource stands; all zero if there is no such resource. */
    public StateMarker marker(ResourceId id, boolean reachable) {
        return versions.of(id).marker(reachable);
    }

    private Optional<FactsFromLedger> gather(Deployment subject, int maxCandidates) {
        var request = subject.attempt().request();
        return surroundings
                .of(request.resourceId(), request.slotId())
                .map(around -> gather(subject, around, maxCandidates));
    }

    private FactsFromLedger gather(Deployment subject, Surroundings around, int maxCandidates) {
        return new FactsFromLedger(
                around, versions.of(around.resource().id()), attempts.of(subject, around.slotId(), maxCandidates));
    }

    private <T> T atOnce(Supplier<T> reading) {
        return Objects.requireNonNull(oneState.execute(status -> reading.get()));
    }
}
