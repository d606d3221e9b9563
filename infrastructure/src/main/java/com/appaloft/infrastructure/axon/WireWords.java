package com.appaloft.infrastructure.axon;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/** The stable words of enums that have a {@code wire()}. */
final class WireWords {
    private WireWords() {}

    static boolean spokenBy(Class<?> type) {
        var declaring = declaring(type);
        try {
            return declaring.isEnum() && declaring.getMethod("wire").getReturnType() == String.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    static String of(Enum<?> constant) {
        try {
            Method wire = constant.getDeclaringClass().getMethod("wire");
            return String.valueOf(wire.invoke(constant));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no wire word for " + constant, e);
        }
    }

    /** @throws IllegalStateException if two constants share a word, which then cannot be read back */
    static Map<String, Enum<?>> all(Class<?> type) {
        var words = new HashMap<String, Enum<?>>();
        for (var each : declaring(type).getEnumConstants()) {
            var constant = (Enum<?>) each;
            if (words.put(of(constant), constant) != null) {
                throw new IllegalStateException("two constants of " + type + " share the word " + of(constant));
            }
        }
        return Map.copyOf(words);
    }

    private static Class<?> declaring(Class<?> type) {
        var parent = type.getSuperclass();
        return parent != null && parent.isEnum() ? parent : type;
    }
}
