package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.EventStream;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/**
 * Histories of one kind in Axon's event store. Nothing is locked: of two appends behind the same event the table's unique key
 * lets one through, and the other's unit of work is run again.
 */
abstract sealed class AxonStream<I extends Identifier, S, E extends DomainEvent, A extends StreamShell<S, E>>
        implements EventStream<I, S, E>
        permits Streams.OfDeployments,
                Streams.OfResources,
                Streams.OfRuntimeSlots,
                Streams.OfEnvironments,
                Streams.OfProjects,
                Streams.OfServers,
                Streams.OfArtifacts,
                Streams.OfPreviews,
                Streams.OfCustomDomains {
    private final Repository<A> repository;
    private final Supplier<A> fresh;
    private final UnitOfWork unitOfWork;

    AxonStream(Repository<A> repository, Supplier<A> fresh, UnitOfWork unitOfWork) {
        this.repository = repository;
        this.fresh = fresh;
        this.unitOfWork = unitOfWork;
    }

    /** Outside a unit of work it reads in one of its own. */
    @Override
    public Optional<S> find(I id) {
        return unitOfWork.perform(() -> load(id).invoke(AxonStream::stateOf));
    }

    @Override
    public void append(I id, List<? extends E> events) {
        if (events.isEmpty()) {
            return;
        }
        if (!CurrentUnitOfWork.isStarted()) {
            throw new IllegalStateException("events are appended inside a unit of work");
        }
        if (!events.stream().allMatch(event -> event.streamId().equals(id.value()))) {
            throw new IllegalArgumentException("an event of another stream was appended to " + id.value());
        }
        load(id).execute(shell -> events.forEach(shell::append));
    }

    private static <S> Optional<S> stateOf(StreamShell<S, ?> shell) {
        return shell.id() == null ? Optional.empty() : Optional.ofNullable(shell.state());
    }

    /** A stream that was found empty stays so for this unit of work: whoever appends to it first elsewhere makes this one lose. */
    private Aggregate<A> load(I id) {
        try {
            return repository.loadOrCreate(id.value(), fresh::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
