package com.appaloft.domain.shared;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an image may be called (the reference grammar of OCI registries): {@code registry/path:tag@digest}, or an image id. */
public final class ImageName {
    private static final int LONGEST = 512;
    private static final String REGISTRY = "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?/)?";
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
    private static final Pattern REFERENCE = Pattern.compile("(?:sha256:[0-9a-f]{64}|" + REGISTRY + COMPONENT + "(?:/"
            + COMPONENT + ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)");

    /** What a name without a registry means. */
    private static final String DEFAULT_REGISTRY = "docker.io";

    private static final Pattern SCHEME = Pattern.compile("https?://");

    private ImageName() {}

    public static boolean isOne(String text) {
        return text.length() <= LONGEST && REFERENCE.matcher(text).matches();
    }

    /** The registry that an image is asked for, {@code host} or {@code host:port}, as Docker reads the name; an image id has none. */
    public static Optional<String> registry(String reference) {
        if (reference.startsWith("sha256:")) {
            return Optional.empty();
        }
        int slash = reference.indexOf('/');
        var first = slash < 0 ? "" : reference.substring(0, slash);
        boolean host = first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        return Optional.of(host ? registryAt(first) : DEFAULT_REGISTRY);
    }

    /** The same registry, as configurations of Docker write it: {@code https://index.docker.io/v1/} is docker.io. */
    public static String registryAt(String address) {
        var host = SCHEME.matcher(address.strip().toLowerCase(Locale.ROOT))
                .replaceFirst("")
                .replaceFirst("/.*", "");
        return host.equals("index.docker.io") || host.equals("registry-1.docker.io") ? DEFAULT_REGISTRY : host;
    }
}
