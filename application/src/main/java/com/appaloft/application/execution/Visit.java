package com.appaloft.application.execution;

import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.domain.runtime.HealthSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a visit asks a workload for: its health path, where it has one, as nobody promised that it answers anything else.
 *
 * @param expected the status of a workload that is well; 0 is any, as long as the workload is reached
 * @param limit for its answer; empty where nobody said one
 */
public record Visit(String path, int expected, Optional<Duration> limit) {
    /** What a proxy answers for a workload that it does not reach. */
    private static final Set<Integer> UNREACHED = Set.of(502, 503, 504);

    public static Visit of(HealthSpec health) {
        return health instanceof HealthSpec.Http http
                ? new Visit(
                        http.path(),
                        http.expectedStatus(),
                        Optional.of(Duration.ofSeconds(http.timeoutSeconds())).filter(Duration::isPositive))
                : new Visit("/", 0, Optional.empty());
    }

    /** Whatever is answered is well, as long as the workload is reached. */
    public Visit forAnyAnswer() {
        return new Visit(path, 0, limit);
    }

    public boolean isWell(Answer answer) {
        return expected == 0 ? !UNREACHED.contains(answer.status()) : answer.status() == expected;
    }
}
