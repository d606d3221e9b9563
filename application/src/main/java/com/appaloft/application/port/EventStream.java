package com.appaloft.application.port;

import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Identifier;
import com.appaloft.domain.shared.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The histories of one kind of thing, inside a {@link UnitOfWork}. An append lands exactly behind what was loaded in the same
 * unit of work; if another process appended meanwhile, the unit of work is undone and tried again from the start.
 */
public interface EventStream<I extends Identifier, S, E extends DomainEvent> {
    /** The state folded from its history; empty where it has none. Later appends of this unit of work are visible. */
    Optional<S> find(I id);

    /** Adds to the history; an empty list does nothing. The first append creates the stream. */
    void append(I id, List<? extends E> events);

    /** What people call one of these, e.g. {@code deployment}. */
    String noun();

    default S get(I id) {
        return find(id).orElseThrow(() -> Problem.notFound(noun(), id.value()).asRefusal());
    }
}
