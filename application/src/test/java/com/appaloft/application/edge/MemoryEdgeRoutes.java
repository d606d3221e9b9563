package com.appaloft.application.edge;

import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** Routes in memory. */
public final class MemoryEdgeRoutes implements EdgeRoutes {
    private final Map<String, Kept> kept = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Kept> of(SlotId slot) {
        return Optional.ofNullable(kept.get(slot.value()));
    }

    @Override
    public List<Kept> on(ServerId server) {
        return kept.values().stream().filter(k -> k.server().equals(server)).toList();
    }

    @Override
    public void keep(Kept one) {
        kept.put(one.now().slot().value(), one);
    }

    @Override
    public void forget(SlotId slot) {
        kept.remove(slot.value());
    }

    @Override
    public synchronized <T> T alone(ServerId server, Supplier<T> work) {
        return work.get();
    }
}
