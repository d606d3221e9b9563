package com.appaloft.domain.workspace;

import com.appaloft.domain.shared.ProjectId;
import org.jspecify.annotations.Nullable;

/** A group of environments. */
public record Project(ProjectId id, String name) {
    public static Project evolve(@Nullable Project state, ProjectEvent event) {
        return switch (event) {
            case ProjectEvent.Created e -> new Project(e.projectId(), e.name());
        };
    }
}
