package com.appaloft.domain.shared;

import java.util.regex.Pattern;

/** A prefixed, opaque identity such as {@code dep_01j…}; never a bare string in a signature. */
public interface Identifier {
    Pattern SHAPE = Pattern.compile("[a-z]+_[0-9a-z_]{1,120}");

    String value();

    /** Returns {@code value} if it is an id with this prefix, else throws {@link IllegalArgumentException}. */
    static String require(String prefix, String value) {
        if (!isShaped(prefix, value)) {
            throw new IllegalArgumentException(
                    "not an id of the form " + prefix + "…: " + value.length() + " characters");
        }
        return value;
    }

    /** Whether {@code value} could be an id with this prefix; says nothing about whether it exists. */
    static boolean isShaped(String prefix, String value) {
        return value.startsWith(prefix) && SHAPE.matcher(value).matches();
    }
}
