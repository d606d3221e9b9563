package com.appaloft.infrastructure.secrets;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The secret values this process has handled lately, so that they can be masked in what workloads and builds print. */
@Component
public class KnownSecrets {
    private static final int KEPT = 10_000;
    private static final int SHORTEST = 4;
    private static final String MASK = "••••";

    private final Map<String, Boolean> values = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEPT;
        }
    });
    private volatile List<String> longestFirst = List.of();

    /** Values shorter than four characters would mask ordinary text and are not remembered. */
    void remember(String value) {
        value.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .forEach(this::rememberLine);
    }

    private void rememberLine(String line) {
        if (values.put(line, Boolean.TRUE) == null) {
            synchronized (values) {
                longestFirst = values.keySet().stream()
                        .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                        .toList();
            }
        }
    }

    /** The text with every known secret value replaced. */
    public String mask(String text) {
        var masked = text;
        for (var secret : longestFirst) {
            if (masked.contains(secret)) {
                masked = masked.replace(secret, MASK);
            }
        }
        return masked;
    }
}
