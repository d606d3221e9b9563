package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Secrets;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Snapshot;
import com.appaloft.domain.shared.EnvironmentId;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Puts plain variables and revealed secrets together, only when a workload is started; and masks the secrets in what is printed. */
@Component
class Configuration {
    private static final int SHORTEST = 3;

    private static final String WITHHELD =
            "(withheld: a secret it runs with was deleted and cannot be masked any more; redeploy to see what it prints)";

    /** @param masking hides the secrets among the variables */
    record Revealed(Map<String, String> variables, SecretMask masking) {
        String mask(String text) {
            return masking.mask(text);
        }
    }

    private final Secrets secrets;

    Configuration(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Masks the secrets an attempt runs with; where one was deleted since, what it printed is withheld, because it may hold it. */
    UnaryOperator<String> mask(EnvironmentId environment, EnvironmentSnapshot snapshot) {
        try {
            return reveal(environment, snapshot)::mask;
        } catch (BackendFailure deleted) {
            return text -> WITHHELD;
        }
    }

    /** What a workload is started with; the secrets that open what it is made from stay outside. */
    Revealed reveal(EnvironmentId environment, Snapshot snapshot) {
        var revealed = reveal(environment, snapshot.environment());
        var without = new TreeMap<>(revealed.variables());
        without.keySet().removeAll(snapshot.openers());
        return new Revealed(without, revealed.masking());
    }

    Revealed reveal(EnvironmentId environment, EnvironmentSnapshot snapshot) {
        var all = new TreeMap<>(snapshot.variables());
        var hidden = new ArrayList<String>();
        snapshot.secrets().forEach((name, version) -> {
            var value = secrets.reveal(environment, name, version)
                    .orElseThrow(() -> new BackendFailure(
                            FailureCode.ENVIRONMENT_INCOMPLETE,
                            "Version " + version + " of the secret " + name + " no longer exists."));
            all.put(name, value);
            SecretMask.lines(value, SHORTEST).forEach(hidden::add);
        });
        return new Revealed(all, new SecretMask(hidden));
    }
}
