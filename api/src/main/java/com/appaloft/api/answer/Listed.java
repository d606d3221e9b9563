package com.appaloft.api.answer;

import com.appaloft.projections.paging.Page;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Part of a list, newest first; {@code nextCursor} is absent at the end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Listed<T>(List<T> items, @Nullable String nextCursor) {
    public static <V, T> Listed<T> of(Page<V> page, Function<V, T> answer) {
        return new Listed<>(page.items().stream().map(answer).toList(), page.nextCursor());
    }
}
