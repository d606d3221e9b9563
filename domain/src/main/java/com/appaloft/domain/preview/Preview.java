package com.appaloft.domain.preview;

import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.SlotId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One preview of a resource: a record per state. It may be created again after it was cleaned up. */
public sealed interface Preview {
    /** Exists; attempts of it may run. */
    record Active(Life life) implements Preview {}

    /**
     * Being cleaned up; nothing may be deployed meanwhile.
     *
     * @param stage under way, or the one that failed
     * @param setback why the stage failed; then nobody works on it until somebody asks again
     */
    record Cleaning(
            Life life,
            CleanupCause cause,
            int round,
            CleanupStage stage,
            @Nullable String setback) implements Preview {}

    /** Nothing of it is left on its host. */
    record Cleaned(Life life, Instant cleanedAt) implements Preview {}

    /**
     * What every state knows of the time since it was last created.
     *
     * @param terms how it was created, with what was changed since
     * @param attempts of this life, oldest first
     */
    record Life(
            PreviewEvent.Created terms,
            List<DeploymentId> attempts,
            @Nullable Instant expiresAt) {
        public Life {
            attempts = List.copyOf(attempts);
        }

        static Life begun(PreviewEvent.Created created) {
            return new Life(created, List.of(), null);
        }

        Life with(PreviewEvent.Changed changed) {
            var next = new PreviewEvent.Created(
                    terms.previewId(),
                    terms.resourceId(),
                    terms.name(),
                    changed.source(),
                    changed.ttlSeconds(),
                    terms.at());
            return new Life(next, attempts, expiresAt);
        }

        Life with(PreviewEvent.Deployed deployed) {
            var all = new ArrayList<>(attempts);
            all.add(deployed.deploymentId());
            return new Life(terms, all, deployed.expiresAt());
        }
    }

    Life life();

    default PreviewId id() {
        return life().terms().previewId();
    }

    default PreviewName name() {
        return life().terms().name();
    }

    default SlotId slot() {
        return SlotId.of(id());
    }

    /** Whether nothing may be deployed to it as it is. */
    default boolean over() {
        return !(this instanceof Active);
    }

    /** Whether it has outlived its time. */
    default boolean expired(Instant now) {
        var end = life().expiresAt();
        return end != null && !end.isAfter(now);
    }

    /** {@code active}, {@code cleaning} or {@code cleaned}. */
    default String status() {
        return switch (this) {
            case Active s -> "active";
            case Cleaning s -> "cleaning";
            case Cleaned s -> "cleaned";
        };
    }

    /**
     * The resource's profile as this preview deploys it: its own source if it has one, a port the server chooses, and none of the
     * resource's volumes, whose data is not the preview's to change.
     */
    default Profile profile(Profile current) {
        var own = life().terms().source();
        var sourced = own == null ? current : current.withSource(own);
        var network = current.network();
        return new Profile(
                current.version(),
                sourced.source(),
                sourced.runtime().withoutVolumes(),
                new NetworkSpec(network.internalPort(), network.exposure(), null),
                current.health());
    }

    static Preview evolve(@Nullable Preview state, PreviewEvent event) {
        if (event instanceof PreviewEvent.Created e) {
            return new Active(Life.begun(e));
        }
        if (state == null) {
            throw new IllegalStateException("a preview's history starts with its creation");
        }
        var life = state.life();
        return switch (event) {
            case PreviewEvent.Created e -> new Active(Life.begun(e));
            case PreviewEvent.Changed e -> new Active(life.with(e));
            case PreviewEvent.Deployed e -> new Active(life.with(e));
            case PreviewEvent.CleanupStarted e -> new Cleaning(life, e.cause(), e.round(), reached(state), null);
            case PreviewEvent.StageFinished e ->
                cleaning(state, e.stage().next().orElse(e.stage()), null);
            case PreviewEvent.StageFailed e -> cleaning(state, e.stage(), e.detail());
            case PreviewEvent.Cleaned e -> new Cleaned(life, e.at());
        };
    }

    private static CleanupStage reached(Preview state) {
        return state instanceof Cleaning c ? c.stage() : CleanupStage.first();
    }

    private static Preview cleaning(Preview state, CleanupStage stage, @Nullable String setback) {
        return state instanceof Cleaning c ? new Cleaning(c.life(), c.cause(), c.round(), stage, setback) : state;
    }
}
