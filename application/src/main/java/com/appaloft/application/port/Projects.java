package com.appaloft.application.port;

import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.workspace.Project;
import com.appaloft.domain.workspace.ProjectEvent;

/** The histories of projects. */
public interface Projects extends EventStream<ProjectId, Project, ProjectEvent> {
    @Override
    default String noun() {
        return "project";
    }
}
