package com.appaloft.domain.shared;

import java.util.List;
import java.util.function.Function;

/** What a rule answers to a command: the events to record, or why not. Refusals are values, not exceptions. */
public sealed interface Decision<E> {
    /** Allowed; these events are what happened. An empty list means it was already so. */
    record Accepted<E>(List<E> events) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** Not allowed; nothing changes. */
    record Refused<E>(Problem problem) implements Decision<E> {}

    @SafeVarargs
    static <E> Decision<E> accept(E... events) {
        return new Accepted<>(List.of(events));
    }

    static <E> Decision<E> refuse(Problem problem) {
        return new Refused<>(problem);
    }

    /** The events, or the refusal thrown as {@link Refusal} to undo the unit of work it happens in. */
    default List<E> orThrow() {
        return fold(Accepted::events, refused -> {
            throw new Refusal(refused.problem());
        });
    }

    default <R> R fold(Function<Accepted<E>, R> accepted, Function<Refused<E>, R> refused) {
        return switch (this) {
            case Accepted<E> yes -> accepted.apply(yes);
            case Refused<E> no -> refused.apply(no);
        };
    }
}
