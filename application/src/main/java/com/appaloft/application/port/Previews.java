package com.appaloft.application.port;

import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.shared.PreviewId;

/** The histories of previews. */
public interface Previews extends EventStream<PreviewId, Preview, PreviewEvent> {
    @Override
    default String noun() {
        return "preview";
    }
}
