package com.appaloft.projections.workspace;

import com.appaloft.domain.workspace.Environment;
import java.time.Instant;

/** An environment as it is now, secrets by version only. */
public record EnvironmentView(Environment environment, Instant createdAt) {}
