package com.appaloft.domain.shared;

import org.jspecify.annotations.Nullable;

/** Identity of a runtime slot: one resource in one environment on one target, or one of its previews. */
public record SlotId(String value) implements Identifier {
    public static final String PREFIX = "slot_";

    /** What the slots of previews begin with. */
    public static final String PREVIEW = PREFIX + "preview_of_";

    public SlotId {
        Identifier.require(PREFIX, value);
    }

    /** The slot that these three share; the same three always name the same slot. */
    public static SlotId of(ResourceId resource, EnvironmentId environment, ServerId server) {
        return new SlotId(PREFIX + tail(resource) + "_" + tail(environment) + "_" + tail(server));
    }

    /** The slot of a preview: never that of its resource's own workload. */
    public static SlotId of(PreviewId preview) {
        return new SlotId(PREVIEW + tail(preview));
    }

    /** The preview whose slot this is; absent for a resource's own. */
    public @Nullable PreviewId preview() {
        return value.startsWith(PREVIEW) ? new PreviewId(PreviewId.PREFIX + value.substring(PREVIEW.length())) : null;
    }

    private static String tail(Identifier id) {
        return id.value().substring(id.value().indexOf('_') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
