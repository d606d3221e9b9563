package com.appaloft.application.port;

import com.appaloft.domain.shared.ServerId;
import java.util.Optional;

/** Servers, looked up by what they have. */
public interface KnownServers {
    /** The registered server whose names end in this because somebody said so. */
    Optional<ServerId> ofDomain(String domain);
}
