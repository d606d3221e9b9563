package com.appaloft.projections.recovery;

import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.preview.PreviewRules;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The previews of the shop: two names for each resource. */
record ShopPreviews(History history) {
    /** A resource's own slot, or now and then that of one of its previews. */
    SlotId slot(Resource resource, int pick) {
        return pick % 5 < 3
                ? resource.slot()
                : find(resource, pick).map(Preview::slot).orElse(resource.slot());
    }

    Optional<Preview> find(Resource resource, int pick) {
        return Optional.ofNullable(history.preview(name(pick).of(resource.id())));
    }

    private static PreviewName name(int pick) {
        return new PreviewName(PreviewName.Type.PULL_REQUEST, "4" + pick / 7 % 2);
    }

    Decision<PreviewEvent> exist(Resource resource, int pick, Instant now) {
        var source = pick % 3 == 0 ? new Source.DockerImage("web:pr-" + pick) : null;
        var ttl = pick % 4 == 0 ? 60 : null;
        return PreviewRules.exist(find(resource, pick).orElse(null), resource.id(), name(pick), source, ttl, now);
    }

    /** The next stage of a cleanup, which may fail; nothing while an attempt is under way. */
    List<DomainEvent> cleanOn(Preview preview, int pick, Instant now) {
        if (!(preview instanceof Preview.Cleaning c)) {
            return List.of();
        }
        var slot = history.slot(c.slot());
        var events = new ArrayList<DomainEvent>();
        if (pick % 6 == 0) {
            events.addAll(PreviewRules.fail(c, c.round(), c.stage(), "The engine is away.", now)
                    .orThrow());
        } else if (slot.heldBy() == null) {
            if (c.stage() == CleanupStage.REMOVE_ROUTE && c.setback() == null) {
                events.addAll(
                        slot.empty(c.slot(), c.life().terms().resourceId(), now).orThrow());
            }
            events.addAll(
                    PreviewRules.finish(c, c.round(), c.stage(), "Done.", now).orThrow());
        }
        return events;
    }
}
