package com.appaloft.application.execution;

import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.domain.runtime.HealthSpec;
import java.util.Set;

/**
 * What a visit asks a workload for: its health path, where it has one, as nobody promised that it answers anything else.
 *
 * @param expected the status of a workload that is well; 0 is any, as long as the workload is reached
 */
public record Visit(String path, int expected) {
    /** What a proxy answers for a workload that it does not reach. */
    private static final Set<Integer> UNREACHED = Set.of(502, 503, 504);

    public static Visit of(HealthSpec health) {
        return health instanceof HealthSpec.Http http
                ? new Visit(http.path(), http.expectedStatus())
                : new Visit("/", 0);
    }

    public boolean isWell(Answer answer) {
        return expected == 0 ? !UNREACHED.contains(answer.status()) : answer.status() == expected;
    }
}
