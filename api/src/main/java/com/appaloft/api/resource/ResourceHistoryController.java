package com.appaloft.api.resource;

import com.appaloft.api.json.Checks;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.projections.history.ResourceHistoryEntry;
import com.appaloft.projections.history.ResourceHistoryQueries;
import com.appaloft.projections.resource.ResourceQueries;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a resource itself: created, configured, relinked. */
@RestController
class ResourceHistoryController {
    record EntryAnswer(long cursor, Instant at, String event, int profileVersion, String summary) {
        static EntryAnswer of(ResourceHistoryEntry entry) {
            return new EntryAnswer(
                    entry.sequence(), entry.at(), entry.event(), entry.profileVersion(), entry.summary());
        }
    }

    record HistoryAnswer(List<EntryAnswer> items, long nextCursor) {}

    private final ResourceHistoryQueries history;
    private final ResourceQueries resources;

    ResourceHistoryController(ResourceHistoryQueries history, ResourceQueries resources) {
        this.history = history;
        this.resources = resources;
    }

    /** Oldest first; {@code nextCursor} is given as {@code after} to read on. */
    @GetMapping("/api/resources/{id}/history")
    HistoryAnswer history(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit) {
        var resource = Checks.pathId(id, ResourceId::new, "resource");
        if (resources.find(resource).isEmpty()) {
            throw Problem.notFound("resource", id).asRefusal();
        }
        long from = after == null ? -1 : after;
        int most = limit == null ? 100 : Checks.between(limit, 1, ResourceHistoryQueries.MOST, "limit");
        var entries = history.page(resource, from, most);
        long last = entries.isEmpty() ? from : entries.getLast().sequence();
        return new HistoryAnswer(entries.stream().map(EntryAnswer::of).toList(), last);
    }
}
