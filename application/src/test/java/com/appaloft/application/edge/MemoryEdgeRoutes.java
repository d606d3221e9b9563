package com.appaloft.application.edge;

import com.appaloft.application.port.EdgeRoutes;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Routes in memory, in the order of their names. */
public final class MemoryEdgeRoutes implements EdgeRoutes {
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, Kept> kept = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Kept> of(SlotId slot) {
        return Optional.ofNullable(kept.get(slot.value()));
    }

    @Override
    public List<Kept> on(ServerId server) {
        return kept.values().stream()
                .filter(k -> k.server().equals(server))
                .sorted(Comparator.comparing(k -> k.now().host()))
                .toList();
    }

    @Override
    public synchronized void keep(Kept one) {
        boolean taken = on(one.server()).stream()
                .map(Kept::now)
                .anyMatch(other -> other.host().equals(one.now().host())
                        && !other.slot().equals(one.now().slot()));
        if (taken) {
            throw new IllegalStateException(one.now().host() + " is another's");
        }
        kept.put(one.now().slot().value(), one);
    }

    @Override
    public void forget(SlotId slot) {
        kept.remove(slot.value());
    }

    @Override
    public <T> T alone(ServerId server, Supplier<T> work) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("who is alone already would wait for itself");
        }
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
