package com.appaloft.domain.compose;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes values so that different ones never look the same: every text with its length before it. */
final class Canonical {
    private Canonical() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Collection<?> many -> list(many.stream().map(Objects::toString).toList());
            case Map<?, ?> map ->
                list(new TreeMap<>(map)
                        .entrySet().stream()
                                .flatMap(e -> Stream.of(
                                        e.getKey().toString(), e.getValue().toString()))
                                .toList());
            case ServiceHealth health ->
                list(List.of(
                        of(health.test()),
                        of(health.intervalMs()),
                        of(health.timeoutMs()),
                        of(health.retries()),
                        of(health.startPeriodMs())));
            default -> text(value.toString());
        };
    }

    static String list(List<String> parts) {
        return parts.stream().map(Canonical::text).collect(Collectors.joining("", parts.size() + "[", "]"));
    }

    private static String text(String text) {
        return text.length() + ":" + text;
    }
}
