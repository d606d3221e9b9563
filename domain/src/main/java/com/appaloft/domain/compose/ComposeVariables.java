package com.appaloft.domain.compose;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a compose file may stand for: the resource's environment, and nothing of the machine's.
 *
 * @param plain by value
 * @param secrets by name only; they may stand where a process is started and nowhere else
 */
public record ComposeVariables(Map<String, String> plain, Set<String> secrets) {
    public ComposeVariables {
        plain = Map.copyOf(plain);
        secrets = Set.copyOf(secrets);
    }

    /** @param openers the secrets that open what is deployed, which are nobody else's */
    public static ComposeVariables of(Map<String, String> plain, Set<String> secrets, Set<String> openers) {
        var others = new HashSet<>(secrets);
        others.removeAll(openers);
        return new ComposeVariables(plain, others);
    }

    /** For what is fixed when the file is read. */
    @Nullable
    String fixed(String name) {
        if (secrets.contains(name)) {
            throw new Interpolation.Broken("uses the secret " + name
                    + ", which may only stand in command, entrypoint, environment and healthcheck.test");
        }
        return plain.get(name);
    }

    /** Whether it will be there when a process is started; a secret's value is not known yet. */
    @Nullable
    String late(String name) {
        return secrets.contains(name) ? "a secret" : plain.get(name);
    }
}
