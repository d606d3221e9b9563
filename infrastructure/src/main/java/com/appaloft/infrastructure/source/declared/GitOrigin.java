package com.appaloft.infrastructure.source.declared;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a folder's git repository came from, as {@code host/path}, the same however it is reached; never with credentials. */
final class GitOrigin {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern URL = Pattern.compile("[a-zA-Z+]+://(?:[^/]*@)?([^/:@]+)(?::\\d+)?/(.+)");
    private static final Pattern SCP = Pattern.compile("(?:[^/]+@)?([^/:@]+):(?!//)(.+)");

    private GitOrigin() {}

    static @Nullable String of(Path folder) {
        Path file = folder.resolve(".git").resolve("config");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return origin(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String origin(String config) {
        boolean inOrigin = false;
        for (var line : config.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inOrigin = line.equals("[remote \"origin\"]");
            } else if (inOrigin && line.matches("url\\s*=.*")) {
                return normal(line.substring(line.indexOf('=') + 1).strip());
            }
        }
        return null;
    }

    /** What comes behind a question mark or hash may be a secret as well as what stands before an at sign. */
    static @Nullable String normal(String given) {
        var url = given.replaceAll("[?#].*$", "");
        var found = hostAndPath(url);
        return found == null || found.contains("@") ? null : found;
    }

    private static @Nullable String hostAndPath(String url) {
        var match = URL.matcher(url);
        if (!match.matches()) {
            match = SCP.matcher(url);
        }
        if (match.matches()) {
            return match.group(1).toLowerCase(Locale.ROOT) + "/" + path(match.group(2));
        }
        return url.startsWith("/") ? path(url) : null;
    }

    private static String path(String path) {
        var bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return bare.endsWith(".git") ? bare.substring(0, bare.length() - ".git".length()) : bare;
    }
}
