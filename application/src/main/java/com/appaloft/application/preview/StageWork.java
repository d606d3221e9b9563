package com.appaloft.application.preview;

import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;

/** What one stage of a cleanup does; it may be done again after it was interrupted. */
interface StageWork {
    CleanupStage stage();

    /**
     * Does it and says in a sentence what was done.
     *
     * @throws NotDone if it could not be done
     * @throws com.appaloft.application.port.BackendFailure if the host could not do it
     */
    String carryOut(Preview.Cleaning preview);

    /** Writes down what is so from now on, in the unit of work that records the stage as done. */
    default void record(Preview.Cleaning preview) {}
}
