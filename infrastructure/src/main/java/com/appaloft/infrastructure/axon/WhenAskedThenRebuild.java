package com.appaloft.infrastructure.axon;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Rebuilds the read models at the start where {@code APPALOFT_REBUILD_READ_MODELS=true} asks for it, before anybody is told "ready". */
@Component
@ConditionalOnProperty(name = "APPALOFT_REBUILD_READ_MODELS", havingValue = "true")
class WhenAskedThenRebuild implements ApplicationRunner {
    private final ReplayEvents events;

    WhenAskedThenRebuild(ReplayEvents events) {
        this.events = events;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        events.rebuild();
    }
}
