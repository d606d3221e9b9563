package com.appaloft.domain.shared;

import java.util.regex.Pattern;

/** What an image may be called (the reference grammar of OCI registries): {@code registry/path:tag@digest}, or an image id. */
public final class ImageName {
    private static final int LONGEST = 512;
    private static final String REGISTRY = "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?/)?";
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
    private static final Pattern REFERENCE = Pattern.compile("(?:sha256:[0-9a-f]{64}|" + REGISTRY + COMPONENT + "(?:/"
            + COMPONENT + ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)");

    private ImageName() {}

    public static boolean isOne(String text) {
        return text.length() <= LONGEST && REFERENCE.matcher(text).matches();
    }
}
