package com.appaloft.domain.compose;

import com.appaloft.domain.compose.ComposeService.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which named volumes a service mounts; a folder of the server is never mounted. */
final class MountReading {
    private static final Set<String> KEYS = Set.of("type", "source", "target", "read_only");

    private final ComposeFields fields;

    MountReading(ComposeFields fields) {
        this.fields = fields;
    }

    /** @param volumes the named volumes of the file */
    List<Mount> read(Set<String> volumes) {
        var mounts = new ArrayList<Mount>();
        var tree = fields.tree("volumes");
        if (!(tree instanceof ComposeTree.Sequence many)) {
            if (fields.has("volumes")) {
                fields.refuse("volumes", "must be a list");
            }
            return mounts;
        }
        for (int i = 0; i < many.items().size(); i++) {
            var where = "volumes[" + i + "]";
            var mount = many.items().get(i) instanceof ComposeTree.Scalar scalar
                    ? shortForm(scalar.text(), where)
                    : longForm(fields.item("volumes", i, KEYS), where);
            if (mount != null && !volumes.contains(mount.volume())) {
                fields.refuse(where, "mounts a volume that the file does not declare under volumes");
            } else if (mount != null) {
                mounts.add(mount);
            }
        }
        return mounts;
    }

    private @Nullable Mount shortForm(String text, String where) {
        var parts = text.split(":", -1);
        if (parts[0].startsWith(".") || parts[0].startsWith("/") || parts[0].startsWith("~")) {
            fields.refuse(where, "mounts a folder of the server; only named volumes are mounted");
            return null;
        }
        boolean readOnly = parts.length == 3 && parts[2].equals("ro");
        boolean shaped = parts.length == 2 || readOnly || parts.length == 3 && parts[2].equals("rw");
        return mount(shaped ? parts[0] : null, shaped ? parts[1] : null, readOnly, where);
    }

    private @Nullable Mount longForm(ComposeFields mount, String where) {
        var type = mount.fixed("type");
        if (type == null || !type.equals("volume")) {
            fields.refuse(
                    where + ".type",
                    "must be volume; folders of the server are not mounted, and tmpfs has a key of its own");
            return null;
        }
        return mount(mount.fixed("source"), mount.fixed("target"), mount.flag("read_only"), where);
    }

    private @Nullable Mount mount(@Nullable String volume, @Nullable String path, boolean readOnly, String where) {
        if (volume == null || path == null || ComposeValues.absolute(path) == null) {
            fields.refuse(where, "must be like data:/var/lib/data, a named volume and an absolute path");
            return null;
        }
        return new Mount(volume, path, readOnly);
    }
}
