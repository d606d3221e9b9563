package com.appaloft.api.preview;

import com.appaloft.api.answer.Listed;
import com.appaloft.api.deployment.AttemptNews;
import com.appaloft.api.json.Checks;
import com.appaloft.api.recovery.Asked;
import com.appaloft.application.preview.CleanupHandler;
import com.appaloft.application.recovery.Marker;
import com.appaloft.application.recovery.PreviewHandler;
import com.appaloft.application.recovery.RecoveryHandler;
import com.appaloft.application.recovery.Request;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.preview.PreviewQueries;
import com.appaloft.projections.preview.PreviewView;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Previews: deployments for a pull request, a branch or a trial, beside what the resource runs itself. */
@RestController
@RequestMapping("/api/previews")
class PreviewController {
    private static final String KEY = "Idempotency-Key";
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Map<String, String> STATUSES =
            new TreeMap<>(Map.of("active", "active", "cleaning", "cleaning", "cleaned", "cleaned"));

    /** @param id the preview */
    record Deployed(String id, String deploymentId) {}

    /** @param status {@code cleaned}, {@code already-clean}, or {@code cleaning} while it goes on */
    record Cleaned(
            String id,
            String resourceId,
            String type,
            String previewId,
            String status,
            List<PreviewAnswer.StepAnswer> steps) {}

    private final PreviewHandler handler;
    private final RecoveryHandler recovery;
    private final CleanupHandler cleanup;
    private final PreviewQueries previews;
    private final AttemptNews news;

    PreviewController(
            PreviewHandler handler,
            RecoveryHandler recovery,
            CleanupHandler cleanup,
            PreviewQueries previews,
            AttemptNews news) {
        this.handler = handler;
        this.recovery = recovery;
        this.cleanup = cleanup;
        this.previews = previews;
        this.news = news;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Deployed> deploy(
            @RequestBody PreviewRequests.NewPreview body,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var wanted = body.read();
        return accepted(wanted.name().of(wanted.resource()), handler.deploy(wanted, Asked.key(key, "preview " + body)));
    }

    /** Brings it up to date with the current profile; what readiness means by a redeploy of its attempts. */
    @PostMapping("/{id}/redeploy")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Deployed> redeploy(
            @PathVariable String id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var view = view(id);
        var terms = view.state().life().terms();
        var request = new Request(Asked.key(key, "preview redeploy " + id), Marker.NONE, null);
        return accepted(
                terms.previewId(), recovery.deploy(terms.resourceId(), new Trigger.Redeploy(view.last()), request));
    }

    private static ResponseEntity<Deployed> accepted(PreviewId id, DeploymentId deployment) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/previews/" + id))
                .body(new Deployed(id.value(), deployment.value()));
    }

    /** Answers when it is done; goes on, and survives a restart, where that takes longer. */
    @PostMapping("/cleanup")
    @ApiResponse(responseCode = "200", description = "Cleaned, or nothing was left to clean.")
    @ApiResponse(responseCode = "202", description = "Goes on; the preview says how far it is.")
    ResponseEntity<Cleaned> clean(
            @RequestBody PreviewRequests.Cleanup body,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var asked = cleanup.clean(body.resource(), body.name(), Asked.key(key, "preview cleanup " + body));
        var id = asked.preview().value();
        var now = asked.alreadyClean() ? view(id) : news.await(PATIENCE, () -> view(id), PreviewController::decided);
        return switch (now.state()) {
            case Preview.Cleaning going
            when going.setback() == null ->
                ResponseEntity.accepted()
                        .location(URI.create("/api/previews/" + id))
                        .body(cleaned(now, "cleaning"));
            case Preview.Cleaning failed -> throw failure(failed);
            case Preview.Cleaned c ->
                ResponseEntity.ok(cleaned(now, asked.alreadyClean() ? "already-clean" : "cleaned"));
            case Preview.Active again -> ResponseEntity.ok(cleaned(now, "cleaned"));
        };
    }

    private static boolean decided(PreviewView view) {
        return !(view.state() instanceof Preview.Cleaning c) || c.setback() != null;
    }

    private static Cleaned cleaned(PreviewView view, String status) {
        var terms = view.state().life().terms();
        return new Cleaned(
                terms.previewId().value(),
                terms.resourceId().value(),
                terms.name().type().wire(),
                terms.name().id(),
                status,
                PreviewAnswer.steps(view));
    }

    private static RuntimeException failure(Preview.Cleaning failed) {
        return Problem.of(
                        ProblemCode.PREVIEW_CLEANUP_FAILED,
                        "The stage " + failed.stage().wire() + " of the cleanup failed: " + failed.setback()
                                + " Nothing behind it was done; run the cleanup again to finish it.")
                .asRefusal();
    }

    @GetMapping
    Listed<PreviewAnswer> list(
            @RequestParam(required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Listed.of(
                previews.page(
                        Checks.idIfGiven(resourceId, ResourceId::new, "resourceId"),
                        status == null ? null : Checks.oneOf(status, STATUSES, "status"),
                        Checks.pageSize(limit, 50),
                        cursor),
                PreviewAnswer::of);
    }

    @GetMapping("/{id}")
    PreviewAnswer show(@PathVariable String id) {
        return PreviewAnswer.of(view(id));
    }

    private PreviewView view(String id) {
        return previews.find(Checks.pathId(id, PreviewId::new, "preview"))
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PREVIEW_NOT_FOUND,
                                "There never was a preview " + id + "; list them to find the right one.")
                        .asRefusal());
    }
}
