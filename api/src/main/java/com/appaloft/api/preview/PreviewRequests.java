package com.appaloft.api.preview;

import com.appaloft.api.json.Checks;
import com.appaloft.api.resource.SourceFields;
import com.appaloft.application.recovery.PreviewHandler.Wanted;
import com.appaloft.domain.preview.PreviewName;
import com.appaloft.domain.preview.PreviewName.Type;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ResourceId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be asked of previews, as bodies of requests. */
final class PreviewRequests {
    private static final int LONGEST_TTL_SECONDS = 365 * 24 * 3_600;
    private static final Map<String, Type> TYPES =
            new TreeMap<>(Arrays.stream(Type.values()).collect(Collectors.toMap(Type::wire, type -> type)));

    private PreviewRequests() {}

    record NewPreview(
            @Nullable String resourceId,
            @Nullable String type,
            @Nullable String previewId,
            @Nullable SourceFields source,
            @Nullable Integer ttlSeconds) {
        Wanted read() {
            return new Wanted(
                    resource(resourceId),
                    name(type, previewId, "/type", "/previewId"),
                    source == null ? null : source.read("/source"),
                    Checks.betweenIfGiven(ttlSeconds, 1, LONGEST_TTL_SECONDS, "/ttlSeconds"));
        }
    }

    record Cleanup(
            @Nullable String resourceId,
            @Nullable String type,
            @Nullable String previewId) {
        ResourceId resource() {
            return PreviewRequests.resource(resourceId);
        }

        PreviewName name() {
            return PreviewRequests.name(type, previewId, "/type", "/previewId");
        }
    }

    private static ResourceId resource(@Nullable String id) {
        return Checks.id(id, ResourceId::new, "/resourceId");
    }

    static PreviewName name(@Nullable String type, @Nullable String id, String typePointer, String idPointer) {
        var known = Checks.oneOf(type, TYPES, typePointer);
        var given = Checks.present(id, idPointer);
        if (!PreviewName.isShaped(given)) {
            throw Problem.invalid(
                            idPointer,
                            "The id of a preview has 1 to 128 letters, digits and . _ / # @ + -, the first a letter or digit.")
                    .asRefusal();
        }
        return new PreviewName(known, given);
    }
}
