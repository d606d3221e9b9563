package com.appaloft.application.preview;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Previews;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.preview.CleanupCause;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accepts the cleanup of a preview; idempotent. */
@Component
public class CleanupHandler {
    private static final String ALREADY_CLEAN = "already-clean";
    private static final String STARTED = "started";

    /** @param alreadyClean whether there was nothing to do */
    public record Accepted(PreviewId preview, boolean alreadyClean) {}

    private final OncePerKey once;
    private final UnitOfWork unitOfWork;
    private final Previews previews;
    private final CleanupRounds rounds;

    CleanupHandler(OncePerKey once, UnitOfWork unitOfWork, Previews previews, CleanupRounds rounds) {
        this.once = once;
        this.unitOfWork = unitOfWork;
        this.previews = previews;
        this.rounds = rounds;
    }

    /** Starts a cleanup, goes on with one that failed, or joins the one under way. */
    public Accepted clean(ResourceId resource, PreviewName name, @Nullable RequestKey key) {
        var id = name.of(resource);
        var first = new AtomicBoolean();
        var answer = once.accept(key, () -> id, ignored -> {
            var now = previews.find(id).orElseThrow(() -> notFound(resource, name));
            rounds.start(now, CleanupCause.REQUESTED);
            first.set(true);
            return now instanceof Preview.Cleaned ? ALREADY_CLEAN : STARTED;
        });
        if (!first.get()) {
            goOn(id);
        }
        return new Accepted(id, answer.equals(ALREADY_CLEAN));
    }

    /** The same request, sent again because it failed, means the same cleanup. */
    private void goOn(PreviewId id) {
        unitOfWork.run(() -> {
            if (previews.get(id) instanceof Preview.Cleaning failed && failed.setback() != null) {
                rounds.start(failed, CleanupCause.REQUESTED);
            }
        });
    }

    private static RuntimeException notFound(ResourceId resource, PreviewName name) {
        return Problem.of(
                        ProblemCode.PREVIEW_NOT_FOUND,
                        "There never was a preview " + name + " of resource " + resource
                                + "; list them to find the right one.")
                .asRefusal();
    }
}
