package com.appaloft.projections.workspace;

import com.appaloft.domain.workspace.Project;
import java.time.Instant;

/** A project and when it was created. */
public record ProjectView(Project project, Instant createdAt) {}
