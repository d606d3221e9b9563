package com.appaloft.application.port;

import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.shared.ServerId;
import java.util.List;

/** The artifacts that attempts are known to have on a server, in pages. */
public interface KnownArtifacts {
    /** Up to {@code limit} artifacts with ids after {@code after} (empty for the first page), in order of id. */
    List<Artifact> on(ServerId server, String after, int limit);
}
