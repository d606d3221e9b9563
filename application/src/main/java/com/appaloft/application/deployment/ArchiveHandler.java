package com.appaloft.application.deployment;

import com.appaloft.application.idempotency.OncePerKey;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.port.Deployments;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hides an ended attempt from the default history; deletes nothing, and asking again answers the same. */
@Component
public class ArchiveHandler {
    private final OncePerKey once;
    private final Deployments deployments;
    private final Clock clock;

    ArchiveHandler(OncePerKey once, Deployments deployments, Clock clock) {
        this.once = once;
        this.deployments = deployments;
        this.clock = clock;
    }

    /**
     * @param confirm must equal the id to the letter
     * @param resource the resource the client believes it belongs to, if it said so
     * @return when it was archived, the first time
     */
    public Instant archive(DeploymentId id, String confirm, @Nullable ResourceId resource, @Nullable RequestKey key) {
        return Instant.parse(once.accept(key, () -> id, ignored -> {
            var attempt = deployments.get(id);
            if (resource != null && !resource.equals(attempt.attempt().request().resourceId())) {
                throw Problem.of(
                                ProblemCode.RESOURCE_CONTEXT_MISMATCH,
                                "The attempt belongs to another resource than " + resource + "; nothing was changed.")
                        .asRefusal();
            }
            var asked = new DeploymentCommand.Archive(confirm, clock.instant());
            deployments.append(id, DeploymentRules.decide(attempt, asked).orThrow());
            return Objects.requireNonNull(deployments.get(id).attempt().archivedAt())
                    .toString();
        }));
    }
}
