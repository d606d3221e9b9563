package com.appaloft.api.deployment;

import com.appaloft.domain.shared.PreviewId;
import com.appaloft.projections.deployment.DeploymentView;
import com.appaloft.projections.preview.PreviewQueries;
import com.appaloft.projections.preview.PreviewView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the previews that attempts belong to. */
@Component
class PreviewMarks {
    private final PreviewQueries previews;

    PreviewMarks(PreviewQueries previews) {
        this.previews = previews;
    }

    @Nullable
    PreviewMark of(DeploymentView view) {
        return of(List.of(view)).apply(view);
    }

    /** One question for all of them. */
    Function<DeploymentView, @Nullable PreviewMark> of(Collection<DeploymentView> views) {
        var ids = views.stream()
                .flatMap(view -> Stream.ofNullable(preview(view)))
                .distinct()
                .toList();
        Map<PreviewId, PreviewView> found = previews.findAll(ids).stream()
                .collect(Collectors.toMap(p -> p.state().id(), p -> p));
        return view -> {
            var id = preview(view);
            var preview = id == null ? null : found.get(id);
            return preview == null ? null : PreviewMark.of(preview, view.id());
        };
    }

    private static @Nullable PreviewId preview(DeploymentView view) {
        return view.state().attempt().request().slotId().preview();
    }
}
