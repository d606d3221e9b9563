package com.appaloft.domain.resource;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.source.Source;
import java.util.Set;

/**
 * What a resource should be now; every change makes a new version.
 *
 * @param version from 1, by one
 */
public record Profile(int version, Source source, RuntimeSpec runtime, NetworkSpec network, HealthSpec health) {
    /** A source of another kind comes to be in another way, so the strategy follows it; everything else stays. */
    public Profile withSource(Source newSource) {
        var fitting =
                newSource.kind().equals(source.kind()) ? runtime : runtime.with(ProfileRules.strategyFor(newSource));
        return new Profile(version + 1, newSource, fitting, network, health);
    }

    /** Names of the secrets that open what is deployed, and are for nobody else. */
    public Set<String> openers() {
        return runtime.openers(source.credentials());
    }

    public Profile changed(RuntimeSpec newRuntime, NetworkSpec newNetwork, HealthSpec newHealth) {
        return new Profile(version + 1, source, newRuntime, newNetwork, newHealth);
    }
}
