package com.appaloft.application.recovery;

import com.appaloft.application.port.PreviewQueue;
import com.appaloft.application.port.Previews;
import com.appaloft.domain.preview.PreviewRules;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Writes an admitted attempt into the history of the preview it belongs to, where an attempt and a cleanup meet. */
@Component
class PreviewAdmission {
    private final Previews previews;
    private final PreviewQueue queue;

    PreviewAdmission(Previews previews, PreviewQueue queue) {
        this.previews = previews;
        this.queue = queue;
    }

    void admitted(SlotId slot, DeploymentId attempt, Instant at) {
        var id = slot.preview();
        if (id == null) {
            return;
        }
        previews.append(id, PreviewRules.deploy(previews.get(id), attempt, at).orThrow());
        var expires = previews.get(id).life().expiresAt();
        if (expires != null) {
            queue.lookAt(id, expires);
        }
    }
}
