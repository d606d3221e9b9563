package com.appaloft.infrastructure.axon;

import com.appaloft.domain.workspace.Project;
import com.appaloft.domain.workspace.ProjectEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** Axon's view of a project's history: holds the folded state, decides nothing. */
final class ProjectStream implements StreamShell<Project, ProjectEvent> {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable Project state;

    @Override
    public void append(ProjectEvent event) {
        AggregateLifecycle.apply(event);
    }

    @EventSourcingHandler
    void on(ProjectEvent event) {
        id = event.streamId();
        state = Project.evolve(state, event);
    }

    @Override
    public @Nullable Project state() {
        return state;
    }

    @Override
    public @Nullable String id() {
        return id;
    }
}
