package com.appaloft.application.preview;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.PreviewQueue;
import com.appaloft.application.port.Previews;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.preview.CleanupCause;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewRules;
import com.appaloft.domain.shared.PreviewId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries a cleanup out stage by stage and writes down each as it is done. One that is interrupted is carried on from the stage it
 * had reached; a stage that fails ends the round, and nothing behind it is begun.
 */
@Component
class Cleanup implements PreviewQueue.Worker {
    private static final Logger log = LoggerFactory.getLogger(Cleanup.class);
    private static final int LONGEST_PAUSE_MINUTES = 60;

    private final UnitOfWork unitOfWork;
    private final Previews previews;
    private final List<StageWork> stages;
    private final CleanupRounds rounds;
    private final PreviewQueue queue;
    private final Clock clock;

    Cleanup(
            UnitOfWork unitOfWork,
            Previews previews,
            List<StageWork> stages,
            CleanupRounds rounds,
            PreviewQueue queue,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.previews = previews;
        this.stages = stages;
        this.rounds = rounds;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public void clean(PreviewId id, int round) {
        for (var due = due(id, round); due.isPresent(); due = due(id, round)) {
            carryOut(due.get());
        }
    }

    /** One that has outlived its time, or whose cleanup after that failed, is cleaned up. */
    @Override
    public void look(PreviewId id) {
        unitOfWork.run(() -> {
            var now = previews.get(id);
            boolean due = switch (now) {
                case Preview.Active a -> a.expired(clock.instant());
                case Preview.Cleaning c -> c.cause() == CleanupCause.EXPIRED && c.setback() != null;
                case Preview.Cleaned c -> false;
            };
            if (due) {
                rounds.start(now, CleanupCause.EXPIRED);
            }
        });
    }

    private Optional<Preview.Cleaning> due(PreviewId id, int round) {
        return unitOfWork.perform(
                () -> previews.get(id) instanceof Preview.Cleaning c && c.round() == round && c.setback() == null
                        ? Optional.of(c)
                        : Optional.empty());
    }

    private void carryOut(Preview.Cleaning now) {
        try {
            var work = work(now);
            var detail = work.carryOut(now);
            unitOfWork.run(() -> finished(now, work, detail));
        } catch (BackendFailure failure) {
            failed(now, failure.sentence());
        } catch (NotDone notDone) {
            failed(now, notDone.sentence());
        }
    }

    /** Whoever comes too late, when all of it was done by another, changes nothing. */
    private void finished(Preview.Cleaning now, StageWork work, String detail) {
        var events = PreviewRules.finish(previews.get(now.id()), now.round(), now.stage(), detail, clock.instant())
                .orThrow();
        if (!events.isEmpty()) {
            work.record(now);
            previews.append(now.id(), events);
        }
    }

    private StageWork work(Preview.Cleaning now) {
        return stages.stream()
                .filter(work -> work.stage() == now.stage())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody does " + now.stage()));
    }

    /** Longer and longer: every round is written down. */
    static Duration again(int round) {
        return Duration.ofMinutes(Math.min(1L << Math.clamp(round - 1L, 0, 10), LONGEST_PAUSE_MINUTES));
    }

    private void failed(Preview.Cleaning now, String why) {
        log.warn("Cleanup of preview {}: {} failed: {}", now.id(), now.stage().wire(), why);
        unitOfWork.run(() -> {
            var at = clock.instant();
            previews.append(
                    now.id(),
                    PreviewRules.fail(previews.get(now.id()), now.round(), now.stage(), why, at)
                            .orThrow());
            if (now.cause() == CleanupCause.EXPIRED) {
                queue.lookAt(now.id(), at.plus(again(now.round())));
            }
        });
    }
}
