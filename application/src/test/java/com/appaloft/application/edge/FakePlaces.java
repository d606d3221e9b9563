package com.appaloft.application.edge;

import com.appaloft.application.port.EdgeProxy;
import com.appaloft.domain.shared.SlotId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;

/** The places of each slot, one of them in turn; who comes to a place waits there until somebody answers. */
final class FakePlaces {
    static final int UNREACHED = 502;

    private static final class Places {
        private final String[] upstreams = {EdgeProxy.NOBODY, EdgeProxy.NOBODY};
        private int turn;

        private int other() {
            return 1 - turn;
        }
    }

    private record Waiting(SlotId slot, int place, CompletableFuture<Integer> answer) {}

    private final ToIntFunction<String> statusOf;
    private final Map<SlotId, Places> slots = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();

    /** @param statusOf what this upstream answers */
    FakePlaces(ToIntFunction<String> statusOf) {
        this.statusOf = statusOf;
    }

    private Places of(SlotId slot) {
        return slots.computeIfAbsent(slot, s -> new Places());
    }

    String led(SlotId slot) {
        return of(slot).upstreams[of(slot).turn];
    }

    String offered(SlotId slot) {
        return of(slot).upstreams[of(slot).other()];
    }

    void offer(SlotId slot, String upstream) {
        of(slot).upstreams[of(slot).other()] = upstream;
        letIn();
    }

    void lead(SlotId slot, String upstream) {
        if (!led(slot).equals(upstream)) {
            offer(slot, upstream);
            of(slot).turn = of(slot).other();
            letIn();
        }
    }

    void settle(SlotId slot, String upstream) {
        lead(slot, upstream);
        offer(slot, upstream);
    }

    CompletableFuture<Integer> visit(SlotId slot) {
        var answer = new CompletableFuture<Integer>();
        waiting.add(new Waiting(slot, of(slot).turn, answer));
        letIn();
        return answer;
    }

    /** Lets in whoever can be: a place may lead elsewhere now, or somebody may answer there. */
    void letIn() {
        waiting.removeIf(one -> {
            int status = statusOf.applyAsInt(of(one.slot()).upstreams[one.place()]);
            return status != UNREACHED && one.answer().complete(status);
        });
    }
}
