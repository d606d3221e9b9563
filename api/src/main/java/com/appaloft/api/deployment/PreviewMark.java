package com.appaloft.api.deployment;

import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.projections.preview.PreviewView;
import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The preview an attempt belongs to.
 *
 * @param serving whether the attempt is what serves it now
 */
record PreviewMark(
        String id,
        String type,
        String previewId,
        @JsonIgnore boolean serving) {
    static PreviewMark of(PreviewView view, DeploymentId attempt) {
        var name = view.state().name();
        return new PreviewMark(
                view.state().id().value(),
                name.type().wire(),
                name.id(),
                view.state() instanceof Preview.Active && attempt.equals(view.serving()));
    }
}
