package com.appaloft.application.recovery;

import com.appaloft.application.port.PastAttempts;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.shared.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The attempts a new one comes from, which a prune may have taken away since they were read. */
@Component
class Origins {
    private final PastAttempts past;

    Origins(PastAttempts past) {
        this.past = past;
    }

    /** Asked once the slot was read: a prune that comes later than that makes this unit of work lose on the slot's stream. */
    void mustStillExist(List<DeploymentEvent> beginning) {
        beginning.forEach(this::mustStillExist);
    }

    private void mustStillExist(DeploymentEvent event) {
        if (event instanceof DeploymentEvent.Requested requested) {
            Stream.of(requested.trigger().source(), requested.trigger().candidate())
                    .flatMap(Stream::ofNullable)
                    .filter(id -> !past.has(id))
                    .findFirst()
                    .ifPresent(id -> {
                        throw Problem.notFound("deployment", id.value()).asRefusal();
                    });
        }
    }
}
