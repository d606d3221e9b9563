package com.appaloft.api.deployment;

import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.api.recovery.Readiness;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.projections.deployment.DeploymentQueries;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.timeline.TimelineEntry;
import com.appaloft.projections.timeline.TimelineQueries;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Attempts: list, detail, timeline and logs. */
@RestController
@RequestMapping("/api/deployments")
class DeploymentController {
    private static final int LONGEST_WAIT_SECONDS = 25;
    private static final int MOST_ENTRIES = 500;
    private static final int MOST_LINES = 5_000;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EntryAnswer(
            long cursor,
            Instant at,
            String event,
            @Nullable String phase,
            @Nullable String outcome,
            @Nullable Long durationMs,
            String summary) {
        static EntryAnswer of(TimelineEntry entry) {
            return new EntryAnswer(
                    entry.sequence(),
                    entry.at(),
                    entry.event(),
                    entry.phase(),
                    entry.outcome(),
                    entry.durationMs(),
                    entry.summary());
        }
    }

    /** @param terminal whether nothing more can come */
    record TimelineAnswer(List<EntryAnswer> items, long nextCursor, boolean terminal) {}

    record LogAnswer(List<AttemptLogQueries.Line> items, long nextAfter) {}

    private final DeploymentQueries deployments;
    private final TimelineQueries timeline;
    private final AttemptNews news;
    private final AttemptLogQueries logs;
    private final Readiness readiness;
    private final PreviewMarks previews;

    DeploymentController(
            DeploymentQueries deployments,
            TimelineQueries timeline,
            AttemptNews news,
            AttemptLogQueries logs,
            Readiness readiness,
            PreviewMarks previews) {
        this.deployments = deployments;
        this.timeline = timeline;
        this.news = news;
        this.logs = logs;
        this.readiness = readiness;
        this.previews = previews;
    }

    /**
     * @param preview only attempts of this preview
     * @param includePreviews false leaves out attempts of previews: the history of resources themselves
     */
    @GetMapping
    Listed<DeploymentAnswer> list(
            @RequestParam(required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Boolean includeArchived,
            @RequestParam(required = false) @Nullable String preview,
            @RequestParam(required = false) @Nullable Boolean includePreviews,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var of = Checks.idIfGiven(preview, PreviewId::new, "preview");
        var filter = new DeploymentQueries.Filter(
                Checks.idIfGiven(resourceId, ResourceId::new, "resourceId"),
                status == null ? null : status(status),
                of == null ? null : SlotId.of(of),
                Boolean.FALSE.equals(includePreviews),
                Boolean.TRUE.equals(includeArchived));
        var page = deployments.page(filter, Checks.pageSize(limit, 20), cursor);
        var marks = previews.of(page.items());
        return Listed.of(page, view -> DeploymentAnswer.of(view, marks.apply(view), null));
    }

    private static Status status(String wire) {
        return Status.ofWire(wire)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.VALIDATION_ERROR, "There is no such status; leave it out to see all.")
                        .asRefusal());
    }

    @GetMapping("/{id}")
    DeploymentAnswer show(@PathVariable String id) {
        var view = view(id);
        return DeploymentAnswer.of(
                view, previews.of(view), readiness.allowed(view).orElse(null));
    }

    /** @param waitSeconds how long to wait for something new where there is nothing yet; answers as soon as there is */
    @GetMapping("/{id}/timeline")
    TimelineAnswer timeline(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer waitSeconds) {
        long from = Checks.position(after, "after");
        int most = limit == null ? 100 : Checks.between(limit, 1, MOST_ENTRIES, "limit");
        int wait = waitSeconds == null ? 0 : Checks.between(waitSeconds, 0, LONGEST_WAIT_SECONDS, "waitSeconds");
        view(id);
        return news.await(
                Duration.ofSeconds(wait),
                () -> page(id, from, most),
                page -> page.terminal() || !page.items().isEmpty());
    }

    /** The state is read first: every event it contains is then on the page or was seen before, or the page is not the last. */
    private TimelineAnswer page(String id, long after, int limit) {
        var view = view(id);
        var entries = timeline.page(view.id(), after, limit);
        long last = entries.isEmpty() ? after : entries.getLast().sequence();
        boolean over = view.state().status().terminal() && last >= view.sequence();
        return new TimelineAnswer(entries.stream().map(EntryAnswer::of).toList(), last, over);
    }

    @GetMapping("/{id}/logs")
    LogAnswer logs(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer tail) {
        long from = Checks.position(after, "after");
        var deployment = view(id).id();
        var lines = tail == null
                ? logs.after(deployment, from, MOST_LINES)
                : logs.last(deployment, Checks.between(tail, 1, MOST_LINES, "tail"));
        return new LogAnswer(lines, lines.isEmpty() ? from : lines.getLast().seq());
    }

    private DeploymentView view(String id) {
        return deployments
                .find(Checks.pathId(id, DeploymentId::new, "deployment"))
                .orElseThrow(() -> Problem.notFound("deployment", id).asRefusal());
    }
}
