package com.appaloft.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path under {@code /api} and its query; whatever was typed becomes one path segment or one value, never more. */
public final class Route {
    private final String path;
    private final String query;

    private Route(String path, String query) {
        this.path = path;
        this.query = query;
    }

    public static Route to(String... segments) {
        var path = new StringBuilder("/api");
        for (var segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return new Route(path.toString(), "");
    }

    /** Adds a query parameter; does nothing without a value. */
    public Route with(String name, @Nullable Object value) {
        if (value == null || value.toString().isEmpty()) {
            return this;
        }
        return new Route(path, query + (query.isEmpty() ? "?" : "&") + name + "=" + encoded(value.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    @Override
    public String toString() {
        return path + query;
    }
}
