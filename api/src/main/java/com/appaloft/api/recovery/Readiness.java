package com.appaloft.api.recovery;

import com.appaloft.application.port.HostObservations;
import com.appaloft.application.recovery.LiveHost;
import com.appaloft.application.recovery.Seen;
import com.appaloft.domain.recovery.RecoveryReadiness;
import com.appaloft.domain.recovery.StateMarker;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.recovery.MarkedFacts;
import com.appaloft.projections.recovery.Observations;
import com.appaloft.projections.recovery.RecoveryReadinessQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges readiness on the read models, and on what the host shows or showed; records nothing. */
@Component
public class Readiness {
    /** A presence that was last confirmed longer ago than this counts as unknown. */
    public static final Duration FRESH = Duration.ofMinutes(3);

    /** So many candidates are judged, however few are shown. */
    private static final int JUDGED = 100;

    /** Mostly one of the newest is ready; so many are judged first where only that matters. */
    private static final int FIRST = 5;

    /**
     * A judgement.
     *
     * @param generatedAt before anything was read, so that a later change is never older
     * @param observedAt when the host was asked that it rests on, if ever
     * @param seen what the host showed, where it was asked now
     */
    public record Judged(
            RecoveryReadiness readiness,
            StateMarker marker,
            Instant generatedAt,
            @Nullable Instant observedAt,
            Seen seen) {}

    private final RecoveryReadinessQueries queries;
    private final DeploymentQueries deployments;
    private final HostObservations hosts;
    private final LiveHost host;
    private final Clock clock;

    Readiness(
            RecoveryReadinessQueries queries,
            DeploymentQueries deployments,
            HostObservations hosts,
            LiveHost host,
            Clock clock) {
        this.queries = queries;
        this.deployments = deployments;
        this.hosts = hosts;
        this.host = host;
        this.clock = clock;
    }

    /** @param live whether to ask the host now, within {@link LiveHost#LIMIT} */
    public Optional<Judged> of(DeploymentId id, boolean live) {
        return deployments.find(id).flatMap(view -> live ? live(view) : recorded(view.id(), server(view), JUDGED));
    }

    /** What can be done about an attempt, as {@link #of} says it; judges no more candidates than it takes to know that one is ready. */
    public Optional<RecoveryReadiness> allowed(DeploymentView view) {
        var first = recorded(view.id(), server(view), FIRST).map(Judged::readiness);
        boolean enough = first.map(Readiness::isEnough).orElse(true);
        return enough ? first : recorded(view.id(), server(view), JUDGED).map(Judged::readiness);
    }

    private static boolean isEnough(RecoveryReadiness readiness) {
        return readiness.facts().candidateCount() <= FIRST
                || readiness.candidates().stream()
                        .anyMatch(candidate -> candidate.verdict().allowed());
    }

    private Optional<Judged> recorded(DeploymentId id, ServerId server, int judged) {
        var last = hosts.last(server);
        var now = clock.instant();
        boolean reachable = last.map(HostObservations.Seen::reachable).orElse(true);
        boolean fresh = reachable
                && last.map(seen -> seen.at().plus(FRESH).isAfter(now)).orElse(false);
        var observed = last.filter(HostObservations.Seen::reachable)
                .map(HostObservations.Seen::at)
                .orElse(null);
        return queries.marked(id, judged, new Recorded(reachable, fresh))
                .map(facts -> judged(facts, reachable, now, observed, Seen.NOTHING));
    }

    private Optional<Judged> live(DeploymentView view) {
        var server = server(view);
        var artifacts = new ArrayList<Artifact>();
        Stream.ofNullable(view.state().attempt().reusable()).forEach(artifacts::add);
        deployments
                .candidates(view.state().attempt().request().slotId(), JUDGED)
                .forEach(c -> Stream.ofNullable(c.state().attempt().artifact()).forEach(artifacts::add));
        var seen = host.look(server, List.copyOf(artifacts));
        var at = clock.instant();
        boolean recordedReachable =
                hosts.last(server).map(HostObservations.Seen::reachable).orElse(true);
        var observations = new Observations() {
            @Override
            public boolean reachable(ServerId asked) {
                return seen.reachable();
            }

            @Override
            public Observation of(Artifact artifact, Observation recorded) {
                return seen.of(artifact);
            }
        };
        return queries.marked(view.id(), JUDGED, observations)
                .map(facts -> judged(facts, recordedReachable, at, seen.reachable() ? at : null, seen));
    }

    private static Judged judged(
            MarkedFacts facts, boolean reachable, Instant now, @Nullable Instant observedAt, Seen seen) {
        var marker = facts.marker();
        var told = new StateMarker(
                marker.resource(), marker.environment(), marker.server(), reachable, marker.changedAt());
        return new Judged(RecoveryReadiness.judge(facts.facts(), now), told, now, observedAt, seen);
    }

    private static ServerId server(DeploymentView view) {
        return view.state().attempt().request().serverId();
    }

    /** A loss stays a loss; a presence counts only while it is fresh. */
    private record Recorded(boolean isReachable, boolean fresh) implements Observations {
        @Override
        public boolean reachable(ServerId server) {
            return isReachable;
        }

        @Override
        public Observation of(Artifact artifact, Observation recorded) {
            return recorded == Observation.PRESENT && !fresh ? Observation.UNKNOWN : recorded;
        }
    }
}
