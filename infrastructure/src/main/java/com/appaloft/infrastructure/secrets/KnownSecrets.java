package com.appaloft.infrastructure.secrets;

import com.appaloft.application.execution.SecretMask;
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

    private final Map<String, Boolean> values = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEPT;
        }
    });
    private volatile SecretMask masking = new SecretMask(List.of());

    /** Values shorter than four characters would mask ordinary text and are not remembered. */
    public void remember(String value) {
        SecretMask.lines(value, SHORTEST).forEach(this::rememberLine);
    }

    private void rememberLine(String line) {
        if (values.put(line, Boolean.TRUE) == null) {
            synchronized (values) {
                masking = new SecretMask(values.keySet());
            }
        }
    }

    /** The text with every known secret value replaced, and the telling part of one that a cut left at an edge. */
    public String mask(String text) {
        return masking.mask(text);
    }
}
