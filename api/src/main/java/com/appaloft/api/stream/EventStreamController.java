package com.appaloft.api.stream;

import com.appaloft.api.json.Checks;
import com.appaloft.application.port.EventFeed;
import com.appaloft.application.port.EventFeed.Sequence;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.Refusal;
import com.appaloft.projections.deployment.DeploymentQueries;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Server-sent events: those of one attempt, and all of them. {@code Last-Event-ID} goes before {@code after}. */
@RestController
class EventStreamController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final Pattern OF_ALL = Pattern.compile("g([0-9]{1,18})");

    private final EventFeed feed;
    private final DeploymentQueries deployments;
    private final Streams streams;

    EventStreamController(EventFeed feed, DeploymentQueries deployments, Streams streams) {
        this.feed = feed;
        this.deployments = deployments;
        this.streams = streams;
    }

    /** The ids are the cursors of the timeline, so that a page of it can be followed on. */
    @GetMapping("/api/deployments/{id}/timeline/stream")
    @ApiResponse(
            responseCode = "200",
            description = "the attempt's events as they are recorded, each a CloudEvent",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE))
    void attempt(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String untilTerminal,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletResponse response) {
        boolean ends = Checks.flag(untilTerminal, false, "untilTerminal");
        long from = Checks.position(lastEventId == null ? after : lastEventId, named(lastEventId));
        var view = deployments
                .find(Checks.pathId(id, DeploymentId::new, "deployment"))
                .orElseThrow(() -> Problem.notFound("deployment", id).asRefusal());
        var over = view.state().status().terminal();
        var until = ends ? over ? Subscriber.Until.CAUGHT_UP : Subscriber.Until.TERMINAL : Subscriber.Until.LEFT;
        var sequence = reaching(feed.of(view.id()), from, named(lastEventId));
        serve(new Subscriber(sequence, Long::toString, until), response, from);
    }

    /** @param after an id of this stream; {@code now} leaves out what was before, nothing starts with the first event */
    @GetMapping("/api/events/stream")
    @ApiResponse(
            responseCode = "200",
            description = "all events as they are recorded, each a CloudEvent",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE))
    void everything(
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletResponse response) {
        var all = feed.everything();
        var asked = lastEventId == null ? after : lastEventId;
        long from = asked == null ? Sequence.START : "now".equals(asked) ? all.end() : place(asked, named(lastEventId));
        var sequence = reaching(all, from, named(lastEventId));
        serve(new Subscriber(sequence, place -> "g" + Math.max(place, 0), Subscriber.Until.LEFT), response, from);
    }

    private void serve(Subscriber subscriber, HttpServletResponse response, long from) {
        try (var place = streams.enter()) {
            subscriber.serve(response, place, from);
        } catch (Refusal full) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            throw full;
        }
    }

    private static long place(String cursor, String name) {
        var place = OF_ALL.matcher(cursor);
        if (!place.matches()) {
            throw noCursor(name);
        }
        return Long.parseLong(place.group(1));
    }

    private static Sequence reaching(Sequence sequence, long from, String name) {
        if (!sequence.reached(from)) {
            throw noCursor(name);
        }
        return sequence;
    }

    private static String named(@Nullable String lastEventId) {
        return lastEventId == null ? "after" : LAST_EVENT_ID;
    }

    private static Refusal noCursor(String name) {
        return Problem.of(
                        ProblemCode.VALIDATION_ERROR,
                        "This is no cursor of this stream, or of a later state of it: ask again without " + name + ".")
                .asRefusal();
    }
}
