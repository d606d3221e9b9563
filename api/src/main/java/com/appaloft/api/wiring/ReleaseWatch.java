package com.appaloft.api.wiring;

import com.appaloft.application.retention.ArchiveSweep;
import com.appaloft.application.retention.Releasing;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes away what retention has let go of, at the start and every ten seconds: what a crash interrupted is completed. At a fixed rate,
 * so that each round has a thread of its own and a host that hangs keeps nothing else waiting.
 */
@Component
class ReleaseWatch {
    private final Releasing releasing;
    private final ArchiveSweep sweep;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    ReleaseWatch(Releasing releasing, ArchiveSweep sweep) {
        this.releasing = releasing;
        this.sweep = sweep;
    }

    @Scheduled(fixedRateString = "PT10S", initialDelayString = "PT1S")
    void releaseWhatWaits() {
        if (oneAtATime.tryLock()) {
            try {
                releasing.releaseWhatWaits();
            } finally {
                oneAtATime.unlock();
            }
        }
    }

    @Scheduled(fixedRateString = "PT6H", initialDelayString = "PT1M")
    void letGoOfWhatNobodyRefersTo() {
        sweep.sweep();
    }
}
