package com.appaloft.infrastructure.runtime.docker;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a reference asks for: an image by its id, content by its digest, or whatever a tag names now. */
sealed interface ImageReference {
    /** An image as this engine knows it, by {@code sha256:…}. */
    record ById(String id) implements ImageReference {}

    /** Content as a registry knows it, in a repository without a tag, by {@code sha256:…}. */
    record ByDigest(String repository, String digest) implements ImageReference {
        String text() {
            return repository + "@" + digest;
        }
    }

    /** A name; the tag is never left out, so that the engine cannot take the name for the beginning of an id. */
    record ByTag(String repository, String tag) implements ImageReference {
        String text() {
            return repository + ":" + tag;
        }
    }

    Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");

    static ImageReference parse(String reference) {
        String text = reference.strip();
        if (ID.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            return new ById(text.toLowerCase(Locale.ROOT));
        }
        int at = text.indexOf('@');
        if (at >= 0) {
            return new ByDigest(
                    withoutTag(text.substring(0, at)), text.substring(at + 1).toLowerCase(Locale.ROOT));
        }
        String repository = withoutTag(text);
        return new ByTag(
                repository, repository.length() == text.length() ? "latest" : text.substring(repository.length() + 1));
    }

    private static String withoutTag(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
