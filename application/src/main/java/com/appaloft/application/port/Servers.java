package com.appaloft.application.port;

import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.ServerId;

/** The histories of deployment targets. */
public interface Servers extends EventStream<ServerId, Server, ServerEvent> {
    @Override
    default String noun() {
        return "server";
    }
}
