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
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts plain variables and revealed secrets together, only when a workload is started; and masks the secrets in what is printed. */
@Component
class Configuration {
    private static final String MASK = "••••";

    /** So many characters of a secret tell something about it. */
    private static final int TELLING = 6;

    /** @param hidden the lines of the secret values, longest first, since what is printed is masked line by line */
    record Revealed(Map<String, String> variables, List<String> hidden) {
        /** Line by line, as it was printed. */
        String mask(String text) {
            return hidden.isEmpty() ? text : text.lines().map(this::maskLine).collect(Collectors.joining("\n"));
        }

        private String maskLine(String line) {
            var masked = line;
            for (var secret : hidden) {
                masked = withoutItsBeginning(masked.replace(secret, MASK), secret);
            }
            return masked;
        }

        /** A line that was cut may end with the first part of a secret. */
        private static String withoutItsBeginning(String text, String secret) {
            for (int length = Math.min(secret.length() - 1, text.length()); length >= TELLING; length--) {
                if (text.regionMatches(text.length() - length, secret, 0, length)) {
                    return text.substring(0, text.length() - length) + MASK;
                }
            }
            return text;
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
            value.lines().filter(line -> line.length() > 2).forEach(hidden::add);
        });
        hidden.sort(Comparator.comparingInt(String::length).reversed());
        return new Revealed(all, hidden);
    }
}
