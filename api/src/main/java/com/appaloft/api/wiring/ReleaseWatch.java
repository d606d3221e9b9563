package com.appaloft.api.wiring;

import com.appaloft.application.retention.Releasing;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes away what retention has let go of, at the start and every ten seconds: what a crash interrupted is completed. */
@Component
class ReleaseWatch {
    private final Releasing releasing;

    ReleaseWatch(Releasing releasing) {
        this.releasing = releasing;
    }

    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT1S")
    void releaseWhatWaits() {
        releasing.releaseWhatWaits();
    }
}
