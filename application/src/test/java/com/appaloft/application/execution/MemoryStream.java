package com.appaloft.application.execution;

import com.appaloft.application.port.EventStream;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Histories in memory. */
public abstract class MemoryStream<I extends Identifier, S, E extends DomainEvent> implements EventStream<I, S, E> {
    private final Map<I, List<E>> histories = new ConcurrentHashMap<>();
    private final BiFunction<@Nullable S, E, S> evolve;

    protected MemoryStream(BiFunction<@Nullable S, E, S> evolve) {
        this.evolve = evolve;
    }

    @Override
    public Optional<S> find(I id) {
        @Nullable S state = null;
        for (var event : history(id)) {
            state = evolve.apply(state, event);
        }
        return Optional.ofNullable(state);
    }

    @Override
    public void append(I id, List<? extends E> events) {
        histories.compute(id, (i, before) -> {
            var all = new ArrayList<E>(before == null ? List.of() : before);
            all.addAll(events);
            return List.copyOf(all);
        });
    }

    List<E> history(I id) {
        return histories.getOrDefault(id, List.of());
    }
}
