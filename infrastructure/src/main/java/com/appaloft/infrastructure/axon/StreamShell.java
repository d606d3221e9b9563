package com.appaloft.infrastructure.axon;

import com.appaloft.domain.shared.DomainEvent;
import org.jspecify.annotations.Nullable;

/** What Axon loads and appends to: the folded state of one stream, without rules. */
interface StreamShell<S, E extends DomainEvent> {
    /** Puts the event behind the others of this unit of work and folds it in. */
    void append(E event);

    @Nullable
    S state();

    @Nullable
    String id();
}
