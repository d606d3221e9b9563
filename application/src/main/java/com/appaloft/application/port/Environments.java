package com.appaloft.application.port;

import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;

/** The histories of environments. */
public interface Environments extends EventStream<EnvironmentId, Environment, EnvironmentEvent> {
    @Override
    default String noun() {
        return "environment";
    }
}
