package com.appaloft.application.port;

import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import org.jspecify.annotations.Nullable;

/** Reads what sources say of themselves: whose they are, and how they are to be run. */
public interface SourceDeclarations {
    /**
     * What the content declares that an attempt is about to run.
     *
     * @throws BackendFailure {@code plan-invalid} with the key and the line where the declaration cannot be obeyed
     */
    SourceSighting of(Source source, ResolvedSource resolved);

    /**
     * What the source declares right now; keeps nothing.
     *
     * @param credentials the revealed secret that opens the source, if it names one; never logged
     * @throws BackendFailure as {@link #of}, or {@code source-unreadable} of some kind
     */
    SourceSighting now(Source source, @Nullable String credentials, Operation operation);
}
