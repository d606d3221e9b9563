package com.appaloft.domain.resource;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.source.Source;

/**
 * What a resource should be now; every change makes a new version.
 *
 * @param version from 1, by one
 */
public record Profile(int version, Source source, RuntimeSpec runtime, NetworkSpec network, HealthSpec health) {
    public Profile withSource(Source newSource) {
        return new Profile(version + 1, newSource, runtime, network, health);
    }

    public Profile changed(RuntimeSpec newRuntime, NetworkSpec newNetwork, HealthSpec newHealth) {
        return new Profile(version + 1, source, newRuntime, newNetwork, newHealth);
    }
}
