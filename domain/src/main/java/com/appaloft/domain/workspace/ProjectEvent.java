package com.appaloft.domain.workspace;

import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.Recorded;
import java.time.Instant;

/** What happened to a project. */
public sealed interface ProjectEvent extends DomainEvent {
    ProjectId projectId();

    @Override
    default String streamId() {
        return projectId().value();
    }

    @Recorded(as = "project.created")
    record Created(ProjectId projectId, String name, Instant at) implements ProjectEvent {}
}
