package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Secrets;
import com.appaloft.domain.deployment.EnvironmentSnapshot;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.shared.EnvironmentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Puts plain variables and revealed secrets together, only when a workload is started; and masks the secrets in what is printed. */
@Component
class Configuration {
    /** @param hidden the secret values, longest first */
    record Revealed(Map<String, String> variables, List<String> hidden) {
        String mask(String text) {
            var masked = text;
            for (var secret : hidden) {
                masked = masked.replace(secret, "••••");
            }
            return masked;
        }
    }

    private final Secrets secrets;

    Configuration(Secrets secrets) {
        this.secrets = secrets;
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
            if (value.length() > 2) {
                hidden.add(value);
            }
        });
        hidden.sort(Comparator.comparingInt(String::length).reversed());
        return new Revealed(all, hidden);
    }
}
