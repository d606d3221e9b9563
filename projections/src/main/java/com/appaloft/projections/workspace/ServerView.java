package com.appaloft.projections.workspace;

import com.appaloft.domain.server.Server;
import java.time.Instant;

/** A deployment target as it is now. */
public record ServerView(Server server, Instant createdAt) {}
