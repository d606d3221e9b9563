package com.appaloft.domain.preview;

import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.ResourceId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people call a preview of a resource (mission page: "located by preview type and preview id").
 *
 * @param id 1 to 128 letters, digits and {@code . _ / # @ + -}, the first a letter or digit; e.g. {@code 42} or {@code feature/cart}
 */
public record PreviewName(Type type, String id) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/#@+-]{0,127}");
    private static final int LENGTH = 40;

    public PreviewName {
        if (!isShaped(id)) {
            throw new IllegalArgumentException("not the id of a preview: " + id.length() + " characters");
        }
    }

    /** What the preview is of. */
    public enum Type {
        PULL_REQUEST("pull-request"),
        BRANCH("branch"),
        CUSTOM("custom");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        public static Optional<Type> ofWire(String wire) {
            return Arrays.stream(values()).filter(t -> t.wire.equals(wire)).findFirst();
        }
    }

    public static boolean isShaped(String id) {
        return SHAPE.matcher(id).matches();
    }

    /** The preview of this name; the same resource and name are always the same preview. */
    public PreviewId of(ResourceId resource) {
        var all = resource + "|" + type.wire + "|" + id;
        return new PreviewId(PreviewId.PREFIX + ContentIdentity.fingerprint(all).substring(0, LENGTH));
    }

    @Override
    public String toString() {
        return type.wire + " " + id;
    }
}
