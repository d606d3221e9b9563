package com.appaloft.domain.preview;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.source.Source;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what may happen to a preview; its own stream is where a deployment and a cleanup meet, and one of them waits. */
public final class PreviewRules {
    private PreviewRules() {}

    /**
     * It is to exist like this. What an existing one is not told stays; one that was cleaned up begins anew.
     *
     * @param now as it is, if it ever was
     */
    public static Decision<PreviewEvent> exist(
            @Nullable Preview now,
            ResourceId resource,
            PreviewName name,
            @Nullable Source source,
            @Nullable Integer ttlSeconds,
            Instant at) {
        return switch (now) {
            case null -> created(resource, name, source, ttlSeconds, at);
            case Preview.Cleaned c -> created(resource, name, source, ttlSeconds, at);
            case Preview.Active a -> changed(a, source, ttlSeconds, at);
            case Preview.Cleaning c -> busy(c);
        };
    }

    private static Decision<PreviewEvent> created(
            ResourceId resource, PreviewName name, @Nullable Source source, @Nullable Integer ttlSeconds, Instant at) {
        return Decision.accept(new PreviewEvent.Created(name.of(resource), resource, name, source, ttlSeconds, at));
    }

    private static Decision<PreviewEvent> changed(
            Preview.Active now, @Nullable Source source, @Nullable Integer ttlSeconds, Instant at) {
        var terms = now.life().terms();
        var nextSource = source == null ? terms.source() : source;
        var nextTtl = ttlSeconds == null ? terms.ttlSeconds() : ttlSeconds;
        return Objects.equals(nextSource, terms.source()) && Objects.equals(nextTtl, terms.ttlSeconds())
                ? Decision.accept()
                : Decision.accept(new PreviewEvent.Changed(now.id(), terms.resourceId(), nextSource, nextTtl, at));
    }

    /** An attempt of it is admitted; its time to live counts anew. */
    public static Decision<PreviewEvent> deploy(Preview now, DeploymentId attempt, Instant at) {
        return switch (now) {
            case Preview.Active a -> {
                var ttl = a.life().terms().ttlSeconds();
                var expires = ttl == null ? null : at.plusSeconds(ttl);
                yield Decision.accept(new PreviewEvent.Deployed(now.id(), resource(now), attempt, expires, at));
            }
            case Preview.Cleaning c -> busy(c);
            case Preview.Cleaned c ->
                Decision.refuse(Problem.of(
                        ProblemCode.COORDINATION_TIMEOUT, "The preview was cleaned up meanwhile; deploy it anew."));
        };
    }

    /** Begins a cleanup, or goes on where one failed; does nothing where one is under way or has been done. */
    public static Decision<PreviewEvent> clean(Preview now, CleanupCause cause, Instant at) {
        return switch (now) {
            case Preview.Active a ->
                Decision.accept(new PreviewEvent.CleanupStarted(now.id(), resource(now), cause, 1, at));
            case Preview.Cleaning c ->
                c.setback() == null
                        ? Decision.accept()
                        : Decision.accept(
                                new PreviewEvent.CleanupStarted(now.id(), resource(now), cause, c.round() + 1, at));
            case Preview.Cleaned c -> Decision.accept();
        };
    }

    /** The stage of this round is done; the last one ends the cleanup. Says nothing about a stage that is not under way. */
    public static Decision<PreviewEvent> finish(Preview now, int round, CleanupStage stage, String detail, Instant at) {
        if (!underWay(now, round, stage)) {
            return Decision.accept();
        }
        var finished = new PreviewEvent.StageFinished(now.id(), resource(now), stage, detail, at);
        return stage.next().isPresent()
                ? Decision.accept(finished)
                : Decision.accept(finished, new PreviewEvent.Cleaned(now.id(), resource(now), at));
    }

    /** The stage of this round failed; those behind it are not begun. */
    public static Decision<PreviewEvent> fail(Preview now, int round, CleanupStage stage, String detail, Instant at) {
        return underWay(now, round, stage)
                ? Decision.accept(new PreviewEvent.StageFailed(now.id(), resource(now), stage, detail, at))
                : Decision.accept();
    }

    private static boolean underWay(Preview now, int round, CleanupStage stage) {
        return now instanceof Preview.Cleaning c && c.round() == round && c.stage() == stage && c.setback() == null;
    }

    private static ResourceId resource(Preview preview) {
        return preview.life().terms().resourceId();
    }

    private static Decision<PreviewEvent> busy(Preview.Cleaning cleaning) {
        return Decision.refuse(Problem.of(
                ProblemCode.COORDINATION_TIMEOUT,
                "The preview " + cleaning.name() + " is being cleaned up; wait for it, or run the cleanup again."));
    }
}
