package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import java.util.function.Supplier;

/** Says of what fails while one service is made ready which service that is. */
final class ServiceFailure {
    private ServiceFailure() {}

    static <T> T naming(String service, Supplier<T> work) {
        try {
            return work.get();
        } catch (BackendFailure failure) {
            throw new BackendFailure(
                    failure.code(), "Service " + service + ": " + failure.sentence(), failure.evidence(), failure);
        }
    }
}
